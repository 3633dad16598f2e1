/* runtime/hooks.h — what the rewritten source calls. The instrumenter puts this text in front of every unit it
 * rewrites, C89 to C++23, so it includes nothing of others and keeps to what all of them accept.
 *
 *   rewritten unit => inline half here => csnake_* functions in libcsnake_rt.a => spool (spool.h)
 *
 * Threads: every function may be called from any thread, also before main and in a signal handler (an event that
 * interrupts the runtime in its own thread is counted as lost).
 *
 * Two things stand for a running function. Its path is what it knows of itself, a local variable whose address goes
 * nowhere, so that the optimiser keeps it in registers or folds it away. Its frame is what functions called from it see;
 * only functions that call what may look have one, others pass 0. Costs: docs/performance.md. */
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

/* The branches that the running function has executed: model::LocalFrame. */
typedef struct csnake_path {
  csnake_u64 function;
  csnake_u64 seen;
  csnake_u64 taken;
} csnake_path;

/* The shadow stack: on the native stack of a running function that calls others, linked to its caller's. */
typedef struct csnake_frame {
  struct csnake_frame* caller;
  csnake_u64 function;
  csnake_u64 seen;
  csnake_u64 taken;
} csnake_frame;

/* The running loops around others, linked in the same way. */
typedef struct csnake_loop {
  struct csnake_loop* parent;
  csnake_site* site;
  csnake_u64* slot; /* Its counters. */
  csnake_u64 held[2]; /* Loops that this execution has held so far: csnake_spool_slot.after. */
} csnake_loop;

/* What a call of the runtime found for a question that is asked again and again by one execution of a function, whose
 * callers do not change meanwhile: the counters of either answer, valid for one path. */
typedef struct csnake_cell {
  csnake_u64* slot[2];
  csnake_u64 seen;
  csnake_u64 taken;
} csnake_cell;

extern __thread csnake_frame* csnake_top_frame __attribute__((tls_model("initial-exec")));
extern __thread csnake_loop* csnake_top_loop __attribute__((tls_model("initial-exec")));
/* count, next_check: the first fields of csnake_spool_slot. Of loops that nobody counts. */
extern __thread csnake_u64 csnake_uncounted[2] __attribute__((tls_model("initial-exec")));

/* Module tables. */
void csnake_register(csnake_site* begin, csnake_site* end);
void csnake_unregister(csnake_site* begin);

/* The outlined halves. `caller` is the frame above the running function, then comes its path. */
int csnake_force_outlined(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen, csnake_u64 taken,
                          int wanted, int value);
int csnake_claimed_outlined(csnake_frame* caller, csnake_site* site);
int csnake_inject_outlined(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen, csnake_u64 taken);
void csnake_occur_outlined(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen, csnake_u64 taken);
/* The answer in the last bit; the rest is the address of its counters when they may be kept in a cell, or 0. */
csnake_u64 csnake_negate_outlined(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen,
                                  csnake_u64 taken, int value);
void csnake_watch_outlined(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen, csnake_u64 taken,
                           int value);
/* The loop's counters. `loop` is 0 when nothing inside it asks for the loops around. */
csnake_u64* csnake_enter_outlined(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen,
                                  csnake_u64 taken, csnake_loop* loop);
/* Reads the clock, and sleeps if the loop is to be delayed. */
void csnake_tick(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen, csnake_u64 taken,
                 csnake_u64* slot);

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

CSNAKE_INLINE csnake_frame* csnake_caller(csnake_frame* frame) { return frame ? frame->caller : csnake_top_frame; }

/* Lets functions called from here see the path. */
CSNAKE_INLINE void csnake_show(csnake_path* path, csnake_frame* frame) {
  if (!frame) return;
  frame->seen = path->seen;
  frame->taken = path->taken;
}

/* Notes the outcome of branch `bit`. A value of 2 or 3 was forced (to 0 or 1): such an outcome is no evidence. */
CSNAKE_INLINE CSNAKE_BOOL csnake_branch(csnake_path* path, csnake_frame* frame, csnake_u64 bit, int value) {
  path->seen = __builtin_expect(value & 2, 0) ? path->seen & ~bit : path->seen | bit;
  path->taken = (path->taken & ~bit) | (value & 1 ? bit : 0);
  csnake_show(path, frame);
  return value & 1;
}

/* The guard of a fault: returns `value`, or 2 + wanted when the fault fires now. */
CSNAKE_INLINE int csnake_force(csnake_path* path, csnake_frame* frame, csnake_site* site, int wanted, int value) {
  if (__builtin_expect(!CSNAKE_LOAD(site->attention), 1)) return value;
  return csnake_force_outlined(csnake_caller(frame), site, path->function, path->seen, path->taken, wanted, value);
}

/* Whether a guard around this one was just forced for the same fault: then its condition must not be asked. */
CSNAKE_INLINE int csnake_claimed(csnake_path* path, csnake_frame* frame, csnake_site* site) {
  (void)path;
  return __builtin_expect(CSNAKE_LOAD(site->armed), 0) && csnake_claimed_outlined(csnake_caller(frame), site);
}

/* An unguarded fault: 1 when it fires now. */
CSNAKE_INLINE int csnake_inject(csnake_path* path, csnake_frame* frame, csnake_site* site) {
  if (__builtin_expect(!CSNAKE_LOAD(site->attention), 1)) return 0;
  return csnake_inject_outlined(csnake_caller(frame), site, path->function, path->seen, path->taken);
}

CSNAKE_INLINE void csnake_occur(csnake_path* path, csnake_frame* frame, csnake_site* site) {
  csnake_occur_outlined(csnake_caller(frame), site, path->function, path->seen, path->taken);
}

/* The guard of a fault that it alone leads to: the outcome is the occurrence. */
CSNAKE_INLINE int csnake_arm(csnake_path* path, csnake_frame* frame, csnake_site* site, int wanted, int value) {
  value = csnake_force(path, frame, site, wanted, value);
  if ((value & 1) == wanted) csnake_occur(path, frame, site);
  return value;
}

#if defined(__cplusplus) && __cplusplus >= 201103L
/* The path of a hook in a member initialiser. */
CSNAKE_INLINE csnake_path* csnake_here(csnake_path&& path) { return &path; }
#endif

CSNAKE_INLINE CSNAKE_BOOL csnake_negate(csnake_path* path, csnake_frame* frame, csnake_site* site, int value) {
  if (!CSNAKE_LOAD(site->attention)) return value != 0;
  return csnake_negate_outlined(csnake_caller(frame), site, path->function, path->seen, path->taken, value) & 1;
}

/* The same inside a loop. */
CSNAKE_INLINE CSNAKE_BOOL csnake_negate_again(csnake_path* path, csnake_frame* frame, csnake_site* site, csnake_cell* cell,
                                              CSNAKE_BOOL value) {
  csnake_u64* slot = value ? cell->slot[1] : cell->slot[0];
  csnake_u64 found;
  if (__builtin_expect(slot && cell->seen == path->seen && cell->taken == path->taken && slot[0] + 1 < slot[1], 1)) {
    ++slot[0];
    return value;
  }
  if (!CSNAKE_LOAD(site->attention)) return value;
  found = csnake_negate_outlined(csnake_caller(frame), site, path->function, path->seen, path->taken, value);
  slot = (csnake_u64*)(found & ~(csnake_u64)1);
  if (cell->seen != path->seen || cell->taken != path->taken) cell->slot[0] = cell->slot[1] = 0;
  cell->seen = path->seen;
  cell->taken = path->taken;
  if (value) cell->slot[1] = slot;
  else cell->slot[0] = slot;
  return found & 1;
}

/* A detector's condition: both outcomes are counted; one that was inverted comes back as 2 + outcome. */
CSNAKE_INLINE int csnake_detect(csnake_path* path, csnake_frame* frame, csnake_site* site, int value) {
  const int outcome = csnake_negate(path, frame, site, value & 1);
  return outcome == (value & 1) ? value : 2 | outcome;
}

/* The same inside a loop. */
CSNAKE_INLINE int csnake_detect_again(csnake_path* path, csnake_frame* frame, csnake_site* site, csnake_cell* cell, int value) {
  const int outcome = csnake_negate_again(path, frame, site, cell, (CSNAKE_BOOL)(value & 1));
  return outcome == (value & 1) ? value : 2 | outcome;
}

/* Notes which outcomes a condition on stable terms ever had. */
CSNAKE_INLINE int csnake_watch(csnake_path* path, csnake_frame* frame, csnake_site* site, int value) {
  if (__builtin_expect(!(CSNAKE_LOAD(site->outcomes) & (1 << (value & 1))), 0))
    csnake_watch_outlined(csnake_caller(frame), site, path->function, path->seen, path->taken, value & 1);
  return value;
}

/* Around setjmp, whose second return leaves frames and loops behind that never end. `loop` is the innermost loop. */
CSNAKE_INLINE int csnake_landed(csnake_path* path, csnake_frame* frame, csnake_loop* volatile* loop, int value) {
  (void)path;
  csnake_top_frame = frame;
  if (value == 0) *loop = csnake_top_loop;
  else csnake_top_loop = *loop;
  return value;
}

/* Before a loop: its counters. `loop` is 0 when nothing inside it asks for the loops around. */
CSNAKE_INLINE csnake_u64* csnake_enter(csnake_path* path, csnake_frame* frame, csnake_site* site, csnake_loop* loop) {
  if (__builtin_expect(!CSNAKE_LOAD(site->attention), 0)) {
    if (loop) {
      loop->parent = csnake_top_loop;
      loop->site = site;
      loop->slot = csnake_uncounted;
    }
    return csnake_uncounted;
  }
  return csnake_enter_outlined(csnake_caller(frame), site, path->function, path->seen, path->taken, loop);
}

CSNAKE_INLINE void csnake_loop_leave(csnake_loop* loop) { csnake_top_loop = loop->parent; }

/* At the start of the body. `keep`: the branches outside this loop's body. */
CSNAKE_INLINE void csnake_iterate(csnake_path* path, csnake_frame* frame, csnake_site* site, csnake_u64* slot, csnake_u64 keep) {
  path->seen &= keep;
  if (frame && ~keep) frame->seen = path->seen;
  if (__builtin_expect(++slot[0] >= slot[1], 0))
    csnake_tick(csnake_caller(frame), site, path->function, path->seen, path->taken, slot);
}

#include "library_hooks.h"
#include "loop_hooks.h"

/* For test bodies. */
CSNAKE_INLINE void csnake_body_leave(int* unused) { (void)unused; csnake_body_end(); }

#endif
