#include <stdio.h>
#include <unistd.h>

/* A function of the target that has a library's name, and one that no table knows. */
static int connect(int node) {
  if (node < 0) return -1;  // [error_return] connect -1
  return node;
}

int main(void) {
  printf("connect %d\n", connect(3));
  printf("%d\n", getpid() > 0);
  return 0;
}
