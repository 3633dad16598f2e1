#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* Natural failures are counted, usual ones are not, and errno is what the call left. */
int main(void) {
  int ends[2];
  if (pipe(ends)) return 1;  // [library_error] // occurs 0
  if (fcntl(ends[0], F_SETFL, O_NONBLOCK)) return 1;  // [library_error] // occurs 0
  char c;
  for (int i = 0; i < 3; ++i) {  // [!delay] constant
    const ssize_t got = read(ends[0], &c, 1);  // [library_error] got -1 5 // occurs 0
    printf("got %zd %d\n", got, errno == EAGAIN ? 11 : errno);
  }
  for (int i = 0; i < 3; ++i) {  // [!delay] constant
    const int opened = open("/nonexistent/file", O_RDONLY);  // [library_error] open -1 24 // occurs 3
    printf("open %d %d\n", opened, errno);
  }
  close(123456);  // [library_error] // occurs 1
  printf("close %d\n", errno);
  return 0;
}
