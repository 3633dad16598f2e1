#ifndef PARTS_INLINE_H
#define PARTS_INLINE_H

static inline int checked(int n) {
  if (n < 0) return -1; /* [error_return] -1 2 */ /* occurs 2 */
  return n;
}

#endif
