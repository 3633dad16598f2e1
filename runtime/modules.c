/* runtime/modules.c — tells the readers of the spools which programs and libraries have hooks, plugins included. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

void csnake_note_module(const void* place) {
  const char* directory = getenv(CSNAKE_ENV_SPOOL);
  char file[PATH_MAX + 16];
  char line[PATH_MAX + 1];
  Dl_info info;
  if (!csnake_recording() || !directory || strlen(directory) >= PATH_MAX) return;
  /* A program's own name is what its caller said it is: no path, maybe. */
  if (!dladdr(place, &info) || !info.dli_fname || !realpath(info.dli_fname, line)) {
    const ssize_t length = readlink("/proc/self/exe", line, PATH_MAX - 1);
    if (length <= 0) return;
    line[length] = 0;
  }
  strcat(line, "\n");
  snprintf(file, sizeof file, "%s/" CSNAKE_MODULES_FILE, directory);
  const int out = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (out < 0) return;
  const ssize_t written = write(out, line, strlen(line)); /* One call: lines of several processes do not mix. */
  (void)written; /* A full disk: the spool counts that. */
  close(out);
}
