/* runtime/hooks.h — what the rewritten source calls. The instrumenter puts this text in front of every unit it
 * rewrites, C89 to C++23, so it includes nothing and keeps to what all of them accept.
 *
 *   rewritten unit => inline half here => csnake_* functions in libcsnake_rt.a => spool (spool.h)
 *
 * Threads: every function may be called from any thread, also before main and in a signal handler (an event that
 * interrupts the runtime in its own thread is counted as lost). Cost without an armed fault: frame 5 stores, branch 2
 * stores, loop iteration an add and two compares, loop entry, negation and occurrence one hash look-up. */
#ifndef CSNAKE_RUNTIME_HOOKS_H_
#define CSNAKE_RUNTIME_HOOKS_H_

#ifdef __cplusplus
#define CSNAKE_BOOL bool
extern "C" {
#else
#define CSNAKE_BOOL _Bool
#endif

typedef __UINT64_TYPE__ csnake_u64;

/* One per site and module, in section csnake_sites. `attention` is what the inline half looks at: not 0 when the
 * site is armed or was not yet reached within the test's body. */
typedef struct csnake_site {
  csnake_u64 id;
  unsigned char kind; /* model::Kind */
  unsigned char attention; /* This and the next two: any thread, relaxed. */
  unsigned char armed;
  unsigned char outcomes; /* kBranch: bit v is set once outcome v was recorded. */
  unsigned int reserved;
} csnake_site;

/* The shadow stack: one on the native stack of every running instrumented function, linked to its caller's. */
typedef struct csnake_frame {
  struct csnake_frame* caller;
  csnake_u64 function;
  csnake_u64 seen; /* model::LocalFrame */
  csnake_u64 taken;
} csnake_frame;

typedef struct csnake_loop {
  struct csnake_loop* parent;
  csnake_site* site;
  csnake_u64* slot; /* count, next_check: the first fields of csnake_spool_slot. */
  csnake_u64 held[2]; /* Loops that this execution has held so far: csnake_spool_slot.after. */
} csnake_loop;

extern __thread csnake_frame* csnake_top_frame;
extern __thread csnake_loop* csnake_top_loop;

/* Module tables. */
void csnake_register(csnake_site* begin, csnake_site* end);
void csnake_unregister(csnake_site* begin);

/* The outlined halves. `frame` is the running function's own. */
int csnake_force_outlined(csnake_frame* frame, csnake_site* site, int wanted, int value);
int csnake_inject_outlined(csnake_frame* frame, csnake_site* site);
void csnake_occur(csnake_frame* frame, csnake_site* site);
int csnake_negate_outlined(csnake_frame* frame, csnake_site* site, int value);
void csnake_watch_outlined(csnake_frame* frame, csnake_site* site, int value);
void csnake_enter_outlined(csnake_loop* loop, csnake_frame* frame, csnake_site* site);
void csnake_check_clock(csnake_u64* slot);
void csnake_delay(csnake_frame* frame, csnake_site* site);

/* Test harness: the armed window is between these two. They nest; the outermost pair counts. */
void csnake_body_begin(void);
void csnake_body_end(void);
/* Does a fatal assertion end the test's body? Not in injection runs: the propagation behind it would be hidden. */
int csnake_assertions_end_body(void);

#ifdef __cplusplus
}
#endif

#define CSNAKE_LOAD(field) __atomic_load_n(&(field), __ATOMIC_RELAXED)
#define CSNAKE_INLINE static __inline__ __attribute__((always_inline, unused, no_instrument_function))

CSNAKE_INLINE void csnake_leave(csnake_frame* frame) { csnake_top_frame = frame->caller; }

/* Notes the outcome of branch `bit`. A value of 2 or 3 was forced (to 0 or 1): such an outcome is no evidence. */
CSNAKE_INLINE CSNAKE_BOOL csnake_branch(csnake_frame* frame, csnake_u64 bit, int value) {
  if (__builtin_expect(value & 2, 0)) {
    frame->seen &= ~bit;
  } else {
    frame->seen |= bit;
    frame->taken = (frame->taken & ~bit) | (value ? bit : 0);
  }
  return value & 1;
}

/* The guard of a fault: returns `value`, or 2 + wanted when the fault fires now. */
CSNAKE_INLINE int csnake_force(csnake_frame* frame, csnake_site* site, int wanted, int value) {
  return __builtin_expect(CSNAKE_LOAD(site->attention), 0) ? csnake_force_outlined(frame, site, wanted, value) : value;
}

/* An unguarded fault: 1 when it fires now. */
CSNAKE_INLINE int csnake_inject(csnake_frame* frame, csnake_site* site) {
  return __builtin_expect(CSNAKE_LOAD(site->attention), 0) ? csnake_inject_outlined(frame, site) : 0;
}

CSNAKE_INLINE CSNAKE_BOOL csnake_negate(csnake_frame* frame, csnake_site* site, int value) {
  return csnake_negate_outlined(frame, site, value) != 0;
}

/* Notes which outcomes a condition on stable terms ever had. */
CSNAKE_INLINE int csnake_watch(csnake_frame* frame, csnake_site* site, int value) {
  if (__builtin_expect(!(CSNAKE_LOAD(site->outcomes) & (1 << (value & 1))), 0)) csnake_watch_outlined(frame, site, value & 1);
  return value;
}

/* Around setjmp, whose second return leaves frames and loops behind that never end. `loop` is the innermost loop. */
CSNAKE_INLINE int csnake_landed(csnake_frame* frame, csnake_loop* volatile* loop, int value) {
  csnake_top_frame = frame;
  if (value == 0) *loop = csnake_top_loop;
  else csnake_top_loop = *loop;
  return value;
}

CSNAKE_INLINE void csnake_loop_leave(csnake_loop* loop) { csnake_top_loop = loop->parent; }

/* At the start of the body. `keep`: the branches outside this loop's body. */
CSNAKE_INLINE void csnake_iterate(csnake_loop* loop, csnake_frame* frame, csnake_u64 keep) {
  frame->seen &= keep;
  if (__builtin_expect(++loop->slot[0] >= loop->slot[1], 0)) csnake_check_clock(loop->slot);
  if (__builtin_expect(CSNAKE_LOAD(loop->site->armed), 0)) csnake_delay(frame, loop->site);
}

/* For test bodies. */
CSNAKE_INLINE void csnake_body_leave(int* unused) { (void)unused; csnake_body_end(); }

#endif
