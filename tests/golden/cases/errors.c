#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int open_log(int size, char **out) {
  if (size <= 0)  // when (<= i"size" 0)
    return -EINVAL; /* [error_return] open -22 */
  char *memory = malloc((size_t)size);
  if (!memory) return -ENOMEM;  // [error_return] open -12
  strcpy(memory, "log");
  *out = memory;
  return 0;
}

static int copy(const char *from) {
  int result = -1;
  char *memory = NULL;
  if (!from) goto fail;  // [error_return] copy -1
  memory = malloc(strlen(from) + 1);
  if (!memory) goto fail;  // [error_return] copy -1
  strcpy(memory, from);
  result = (int)strlen(memory);
fail:
  free(memory);
  return result;
}

static char *duplicate(const char *text) {
  if (!*text) return NULL;  // [error_return] no copy
  char *memory = malloc(strlen(text) + 1);
  return memory ? strcpy(memory, text) : NULL;  // [error_return] no copy
}

static int wait_for(int n) {
  if (n > 100) {
    errno = ETIMEDOUT;
    return -1;  // [error_return] wait: Connection timed out
  }
  return n;
}

int main(void) {
  char *log = NULL;
  const int opened = open_log(8, &log);
  printf("open %d\n", opened);
  free(log);
  printf("copy %d\n", copy("abc"));
  char *text = duplicate("x");
  printf("%s\n", text ? text : "no copy");
  free(text);
  if (wait_for(1) < 0) printf("wait: %s\n", strerror(errno));
  return 0;
}
