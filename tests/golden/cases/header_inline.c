// with parts/inline.h parts/second_unit.c
#include <stdio.h>

#include "parts/inline.h"

int second(int n);

int main(void) {
  printf("%d %d\n", checked(1), second(2));
  printf("natural %d %d\n", checked(-1) + 10, second(-2) + 10);
  return 0;
}
