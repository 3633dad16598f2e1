#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Streams of the C library; the result's type is a pointer or a count. */
static void save(const char *name) {
  FILE *file = fopen(name, "w+");  // [library_error] no file: Too many open files
  if (!file) {
    printf("no file: %s\n", strerror(errno));
    return;
  }
  const size_t written = fwrite("line\n", 1, 5, file);  // [library_error] written 0
  printf("written %zu\n", written);
  if (fflush(file) == EOF) puts("not flushed");  // [library_error] not flushed
  if (fseek(file, 0, SEEK_SET)) puts("not there");  // [library_error] not there
  char line[8] = "nothing";
  if (fgets(line, sizeof line, file) == NULL) puts("no line");  // [library_error] no line
  printf("%s", strcmp(line, "line\n") == 0 ? line : "other\n");
  if (fclose(file)) puts("not closed");  // [library_error] not closed
  remove(name);  // [library_error]
}

int main(void) {
  save("library_stdio.tmp");
  return 0;
}
