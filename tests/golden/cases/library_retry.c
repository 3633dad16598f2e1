#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* The usual retry: a failed read is tried again, another one ends the loop. */
static ssize_t read_all(int fd, char *to, size_t size) {
  ssize_t got;
  do {  // [delay] // iterations 1
    got = read(fd, to, size);  // [library_error] got -1 // occurs 0
  } while (got < 0 && errno == EINTR);
  return got;
}

int main(void) {
  char text[4];
  const int fd = open("/dev/zero", O_RDONLY);  // [library_error] got -1 // occurs 0
  printf("got %zd\n", read_all(fd, text, sizeof text));
  return 0;
}
