/* A switch of 4,096 cases, as generated parsers have it. */
// flags -std=gnu11 -O0
#include <stdio.h>

#define C1(n) case n: result += (n) & 7; break;
#define C8(n) C1(n) C1(n + 1) C1(n + 2) C1(n + 3) C1(n + 4) C1(n + 5) C1(n + 6) C1(n + 7)
#define C64(n) C8(n) C8(n + 8) C8(n + 16) C8(n + 24) C8(n + 32) C8(n + 40) C8(n + 48) C8(n + 56)
#define C512(n) C64(n) C64(n + 64) C64(n + 128) C64(n + 192) C64(n + 256) C64(n + 320) C64(n + 384) C64(n + 448)
#define C4096(n) C512(n) C512(n + 512) C512(n + 1024) C512(n + 1536) C512(n + 2048) C512(n + 2560) C512(n + 3072) C512(n + 3584)

static int dispatch(int n, int m) {
  int result = 0;
  if (m > 90) return -1; /* [error_return] dispatched -1 */
  while (n >= 0) {
    switch (n) {
      C4096(0)
      default: return -2; /* [error_return] */
    }
    n = n > 1000 ? n - 1000 : -1;
  }
  return result;
}

int main(void) {
  printf("dispatched %d\n", dispatch(4000, 2));
  return 0;
}
