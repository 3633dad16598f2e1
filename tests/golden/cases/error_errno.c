#include <errno.h>
#include <stdio.h>
#include <string.h>

struct file { int open; };

static int sync_file(struct file *f) {
  if (!f->open) return EBADF;  // [error_return] sync 9
  if (f->open > 5) return errno;  // [error_return]
  return 0;
}

static int seek(struct file *f, int to) {
  if (to < 0) {
    errno = EINVAL;
    return -1;  // [error_return] seek -1 Invalid argument
  }
  f->open++;
  return to;
}

static int lock(struct file *f) {
  if (f->open > 100) return -errno;  // [error_return]
  return 0;
}

static int is_open(struct file *f) {
  if (f->open) return 1;
  return 0;
}

int main(void) {
  struct file f = {1};
  printf("sync %d\n", sync_file(&f));
  const int at = seek(&f, 3);
  printf("seek %d %s\n", at, at < 0 ? strerror(errno) : "");
  printf("%d %d\n", lock(&f), is_open(&f));
  return 0;
}
