#include <stdio.h>

static int retry(int tries) {
  int done = 0;
again:
  while (done < 3) printf("%d\n", done++); /* [delay] */ /* iterations 3 */
  if (--tries > 0) goto again;
inner:
  for (int i = 0; i < tries + 3; ++i) { /* [!delay] jumped to */
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
