#include <stdio.h>

static int retry(int tries) {
  int done = 0;
again: /* [delay] */ /* iterations 2 */
  while (done < 3) printf("%d\n", done++); /* [delay] */ /* iterations 3 */ /* inside 5 */
  if (--tries > 0) goto again;
inner: /* [delay] */ /* iterations 2 */
  for (int i = 0; i < tries + 3; ++i) { /* [delay] */ /* iterations 6 */ /* inside 8 */
    printf("i %d\n", i);
    if (i == 1 && done++ < 4) {
      goto middle;
    }
    continue;
  middle:
    printf("middle\n");
  }
  if (done < 5) {
    done = 9;
    goto inner;
  }
  return done;
}

int main(void) {
  printf("%d\n", retry(2));
  return 0;
}
