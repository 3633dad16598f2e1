#include <stdio.h>

/* Duff's device, a jump into a loop, and a label whose address is taken. */
static void duff(int count) {
  int n = (count + 1) / 2;
  switch (count % 2) {
    case 0:
      do {  // [!delay] a case inside belongs to a switch outside
        printf("even\n");
        __attribute__((fallthrough));
    case 1:
        printf("odd\n");
      } while (--n > 0);
  }
}

static void into(int n) {
  if (n > 2) goto inside;
  while (n > 0) {  // [!delay] a label inside is jumped to from outside
    printf("from the top\n");
  inside:
    printf("%d\n", n--);
  }
}

static void computed(int n) {
  for (int i = 0; i < n; ++i) {  // [!delay] a label inside is jumped to from outside
    void *const to = &&target;
    goto *to;
  target:
    printf("%d\n", i);
  }
}

int main(void) {
  duff(5);
  into(3);
  computed(2);
  return 0;
}
