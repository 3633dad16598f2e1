// flags -std=gnu99 -pedantic
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Descriptors: each failure is reported with its errno. */
static int report(const char *step) {
  printf("%s: %s\n", step, strerror(errno));
  return -1;
}

static int store(const char *name, const char *other) {
  struct stat found;
  char text[4] = "";
  int fd;
  if ((fd = open(name, O_RDWR | O_CREAT, 0600)) < 0) return report("open");  // [library_error] open: Too many open files
  if (write(fd, "abc", 3) != 3) return report("write");  // [library_error] write: No space left on device
  if (fsync(fd) || fdatasync(fd)) return report("sync");  // [library_error] sync: I // [library_error] sync: Input
  if (pread(fd, text, 3, 0) < 3) return report("pread");  // [library_error] pread: Input/output error
  if (ftruncate(fd, 2)) return report("truncate");  // [library_error] truncate: Input/output error
  if (fstat(fd, &found) == -1) return report("stat");  // [library_error] stat: Input/output error
  printf("%s %d\n", text, (int)found.st_size);
  void *memory = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);  // [library_error] map: Cannot allocate memory
  if (memory == MAP_FAILED) return report("map");
  printf("%.2s\n", (const char *)memory);
  if (munmap(memory, 4096) != 0) report("unmap");  // [library_error] unmap: Invalid argument
  if (close(fd) != 0) report("close");  // [library_error] close: Input/output error
  if (rename(name, other) != 0) return report("rename");  // [library_error] rename: Input/output error
  return unlink(other);  // [library_error] store -1
}

int main(void) {
  char name[64], other[80];
  snprintf(name, sizeof name, "store-%ld", (long)getpid());
  snprintf(other, sizeof other, "%s-other", name);
  printf("store %d\n", store(name, other));
  unlink(name);  // [library_error]
  unlink(other);  // [library_error]
  return 0;
}
