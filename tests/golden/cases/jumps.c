#include <setjmp.h>
#include <stdio.h>

static jmp_buf back;

static int work(int n) {
  while (1) { /* [delay] */ /* iterations 9 */ /* inside 14 */ /* from guarded */
    printf("%d\n", n);
    if (n-- == 0) longjmp(back, 1);
  }
}

static int guarded(int n) {
  for (int i = 0; i < n; ++i) { /* [delay] */ /* iterations 3 */
    if (i > 5) return -1; /* [error_return] guarded -1 */ /* from main */
    if (setjmp(back) == 0) work(2);
    else printf("back\n");
  }
  return 0;
}

int main(void) {
  printf("guarded %d\n", guarded(3));
  return 0;
}
