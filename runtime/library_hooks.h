/* runtime/library_hooks.h — of hooks.h: calls of functions outside the target that can fail.
 *
 * An injected failure replaces the call, arguments included; a natural one is seen in what the call returned or threw.
 * errno is what the call left. */
#ifndef CSNAKE_RUNTIME_LIBRARY_HOOKS_H_
#define CSNAKE_RUNTIME_LIBRARY_HOOKS_H_

#ifdef __cplusplus
extern "C" {
#endif

typedef __INT64_TYPE__ csnake_i64;

/* How many errors the hooks of this thread saw or made: an exception among them is counted where it began. */
extern __thread unsigned csnake_raised __attribute__((tls_model("initial-exec")));

/* Sets errno unless `error` is 0. Returns `value`: what the failed call would have returned. */
csnake_i64 csnake_fail(int error, csnake_i64 value);
/* A call that failed unless its error is usual: numbers behind `e` (errno), `n` (minus the value) or `v` (the value). */
void csnake_failed_outlined(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen, csnake_u64 taken,
                            csnake_i64 value, const char* usual);
/* Exceptions of this thread that are on their way; 0 without a C++ library. */
unsigned csnake_unwinding(void);

#ifdef __cplusplus
}
#endif

CSNAKE_INLINE void csnake_failed(csnake_path* path, csnake_frame* frame, csnake_site* site, csnake_i64 value, const char* usual) {
  csnake_failed_outlined(csnake_caller(frame), site, path->function, path->seen, path->taken, value, usual);
}

/* What the call returned. It failed if that equals `failed` ('='), is negative ('<'), not 0 ('!') or not positive ('n'). */
CSNAKE_INLINE csnake_i64 csnake_returned(csnake_path* path, csnake_frame* frame, csnake_site* site, csnake_i64 value, char test, csnake_i64 failed,
                                         const char* usual) {
  if (__builtin_expect(test == '=' ? value == failed : test == '<' ? value < 0 : test == '!' ? value != 0 : value <= 0, 0))
    csnake_failed(path, frame, site, value, usual);
  return value;
}

/* The same for a call that is made in any case: an injected failure only replaces what it returned. */
CSNAKE_INLINE csnake_i64 csnake_answered(csnake_path* path, csnake_frame* frame, csnake_site* site, csnake_i64 value, char test, csnake_i64 failed,
                                         const char* usual, int error) {
  return csnake_inject(path, frame, site) ? csnake_fail(error, failed) : csnake_returned(path, frame, site, value, test, failed, usual);
}

#if defined(__cplusplus) && __cplusplus >= 201103L
/* Stands before a call that may throw: counts an occurrence when the exception leaves it. */
struct csnake_throwing {
  csnake_path* path;
  csnake_frame* frame;
  csnake_site* site;
  unsigned raised;
  unsigned unwinding;
  csnake_throwing(csnake_path* p, csnake_frame* f, csnake_site* s) : path(p), frame(f), site(s), raised(csnake_raised), unwinding(csnake_unwinding()) {}
  csnake_throwing(const csnake_throwing&) = delete;
  ~csnake_throwing() {
    if (csnake_unwinding() > unwinding && csnake_raised == raised) csnake_occur(path, frame, site);
  }
  template <class T>
  T done(T&& value) {
    unwinding = ~0u;
    return static_cast<T&&>(value);
  }
};

/* A returned object with ok(). */
template <class T>
CSNAKE_INLINE T csnake_status(csnake_path* path, csnake_frame* frame, csnake_site* site, T&& value) {
  if (!value.ok()) csnake_occur(path, frame, site);
  return static_cast<T&&>(value);
}

/* An error_code& parameter, after the call. */
template <class E>
CSNAKE_INLINE void csnake_error_code(csnake_path* path, csnake_frame* frame, csnake_site* site, const E& error, const char* usual) {
  if (error) csnake_failed(path, frame, site, error.value(), usual);
}
template <class E, class T>
CSNAKE_INLINE T csnake_error_code(csnake_path* path, csnake_frame* frame, csnake_site* site, const E& error, const char* usual, T&& value) {
  csnake_error_code(path, frame, site, error, usual);
  return static_cast<T&&>(value);
}

/* What a call that was not made returns beside its error_code. */
template <class T>
CSNAKE_INLINE T csnake_made() {
  return T();
}

/* A stream: the end of input is no failure. */
template <class S>
CSNAKE_INLINE S& csnake_stream(csnake_path* path, csnake_frame* frame, csnake_site* site, S& stream) {
  if (stream.fail() && !stream.eof()) csnake_occur(path, frame, site);
  return stream;
}
template <class S>
CSNAKE_INLINE S& csnake_stream_fail(S& stream) {
  stream.setstate(S::failbit);
  return stream;
}
#endif

#endif
