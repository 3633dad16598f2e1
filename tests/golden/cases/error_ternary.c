#include <stdio.h>
#include <stdlib.h>

static char *copy(size_t size) {
  char *memory = malloc(size);
  return memory ? memory : NULL;  // [error_return] no copy
}

static int sign(const int n) { return n < 0 ? -1 : n > 0 ? 1 : 0; }  // [!error_return] orders

static int get(const int *at) {
  return at ? *at : -22;  // [error_return] get -22
}

int main(void) {
  const int one = 1;
  char *text = copy(4);
  printf("%s\n", text ? "copy" : "no copy");
  free(text);
  printf("%d\n", sign(3));
  printf("get %d\n", get(&one));
  return 0;
}
