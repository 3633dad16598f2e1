// Jumps to the end with an error: the jump is the site, guarded by its if.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static int prepare(int size, char **out) {
  int ret = 0;
  char *memory = NULL;
  if (size <= 0) {
    ret = -EINVAL;
    goto out;  // [error_return] prepare -22
  }
  memory = malloc((size_t)size);
  if (!memory) {
    ret = -ENOMEM;
    goto out;  // [error_return] prepare -12
  }
  *out = memory;
out:
  return ret;
}

static int check(int n) {
  if (n > 10) goto err;  // [error_return] cleaned up -1
  if (n > 20) goto err;  // [error_return] cleaned up -1
  return n;
err:
  printf("cleaned up ");
  return -1;  // [!error_return] a label stands before it
}

static int pass(int n) {
  int rc = check(n);
  if (rc < 0) goto done;
  rc = 7;
done:
  return rc;
}

int main(void) {
  char *memory = NULL;
  const int ret = prepare(4, &memory);
  printf("prepare %d\n", ret);
  free(memory);
  printf("%d\n", check(3));
  printf("%d\n", pass(3));
  return 0;
}
