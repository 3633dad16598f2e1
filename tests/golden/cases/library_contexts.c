#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where a call can stand. */
#define TRY(call) ((call) < 0 ? puts("tried: " #call), -1 : 0)
#define CHECKED(call) ({ int r_ = (call); if (r_ < 0) puts("checked: " #call); r_; })

static void show(const char *what, long value) { printf("%s %ld\n", what, value); }
static int gate(int fd) { return fd >= 0 && lseek(fd, 0, SEEK_CUR) != -1; }  // [library_error] gate 0

int main(void) {
  const int fd = open("/dev/null", O_RDWR);  // [library_error] fd -1
  show("fd", fd < 0 ? -1 : 0);
  show("argument", (long)write(fd, "ab", 2));  // [library_error] argument -1
  show("sum", write(fd, "a", 1) + write(fd, "bc", 2) * 10);  // [library_error] sum 19 // [library_error] sum -9
  show("gate", gate(fd));
  TRY(mkdir("/dev/null/x", 0700));  // [library_error]
  TRY(access("/dev/null", R_OK));  // [library_error] tried: access
  CHECKED(fsync(fd) ? 0 : 1);  // [library_error]
  CHECKED(dup2(fd, fd));  // [library_error] checked: dup2
  (void)write(fd, "", 0);  // [library_error]
  long total = 0;
  for (ssize_t n; (n = write(fd, "abcd", 4)) == 4 && total < 8; total += n) {  // [delay] // [library_error] total 0
    if (total > 100) break;
  }
  show("total", total);
  switch (access("/dev/zero", R_OK)) {  // [library_error] denied
    case 0: puts("allowed"); break;
    default: puts("denied");
  }
  const ssize_t counts[] = {write(fd, "x", 1), write(fd, "xy", 2)};  // [library_error] counts -1 2 // [library_error] counts 1 -1
  printf("counts %zd %zd\n", counts[0], counts[1]);
  return access("/dev/null", F_OK) == 0 ? 0 : puts("gone");  // [library_error] gone
}
