/* runtime/library.c — failed calls of functions outside the target. */
#include <errno.h>
#include <stdlib.h>

#include "internal.h"

__thread unsigned csnake_raised __attribute__((tls_model("initial-exec")));

/* Of the C++ library, when the target has one. */
typedef struct {
  void* caught;
  unsigned uncaught;
} ExceptionGlobals;
ExceptionGlobals* __cxa_get_globals(void) __attribute__((weak));

csnake_i64 csnake_fail(int error, csnake_i64 value) {
  if (error) errno = error;
  return value;
}

static int IsUsual(long long code, const char* usual) {
  while (*usual) {
    char* end;
    if (strtoll(usual, &end, 10) == code) return 1;
    usual = *end ? end + 1 : end;
  }
  return 0;
}

void csnake_failed_outlined(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen, csnake_u64 taken,
                            csnake_i64 value, const char* usual) {
  const int error = errno;
  const long long code = *usual == 'e' ? error : *usual == 'n' ? -value : value;
  if (!*usual || !IsUsual(code, usual + 1)) csnake_occur_outlined(caller, site, function, seen, taken);
  errno = error;
}

unsigned csnake_unwinding(void) { return __cxa_get_globals ? __cxa_get_globals()->uncaught : 0; }
