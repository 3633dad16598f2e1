/* runtime/internal.h — between the two halves of the runtime: spool.c (memory) and events.c (meaning). */
#ifndef CSNAKE_RUNTIME_INTERNAL_H_
#define CSNAKE_RUNTIME_INTERNAL_H_

#include <stddef.h>

#include "hooks.h"
#include "spool.h"

#define CSNAKE_STORE(field, value) __atomic_store_n(&(field), (value), __ATOMIC_RELAXED)

/* Opens the spool if the environment names one; once a process. */
void csnake_spool_open(void);

/* The header of this process's spool; a private page when nothing is recorded, so that callers need not ask. */
csnake_spool_header* csnake_spool(void);

/* In the child of fork: another thread of the parent may have held events.c's lock. */
void csnake_events_after_fork(void);

/* Whether events are recorded at all. */
int csnake_recording(void);

/* Appends the path of the program or library that contains `place` to CSNAKE_MODULES_FILE. */
void csnake_note_module(const void* place);

/* The calling thread's slot for a key, made when missing. Never NULL: when memory cannot be had, or when called from
 * a signal handler that interrupted this function, the loss is counted and a scratch slot returned. */
csnake_spool_slot* csnake_slot(csnake_u64 site, unsigned char value, csnake_u64 caller0, csnake_u64 caller1,
                               csnake_u64 parent_loop);

/* Whether it is the one that stands for slots which could not be had. */
int csnake_slot_is_scratch(const csnake_spool_slot* slot);

/* Not 0 while the thread changes its tables: then the caller is a signal handler that interrupted that. */
extern __thread int csnake_busy;

/* Adds a local state to a slot unless it is there already. */
enum { kCsnakeStateKept, kCsnakeStateDropped, kCsnakeStateLost }; /* There now; the slot has its number; no room or no slot. */
int csnake_slot_state(csnake_spool_slot* slot, const csnake_spool_state* state);

/* All that tells one event from another. A site belongs to one function, so that function is not in it. */
typedef struct csnake_event {
  csnake_u64 site; /* Its address, plus the value. */
  csnake_u64 seen, taken;
  csnake_u64 first_function, first_seen, first_taken; /* The nearest caller. */
  csnake_u64 second_function, second_seen, second_taken;
  csnake_u64 parent_loop;
} csnake_event;

/* Events that a thread met last. Belongs to its table; NULL before the thread has one. */
enum { CSNAKE_MEMO_BITS = 9 };
typedef struct csnake_memo {
  csnake_event event;
  csnake_spool_slot* slot;
  csnake_u64 dropped; /* 1: the state is none of those that the slot keeps. */
} csnake_memo;
extern __thread csnake_memo* csnake_memos __attribute__((tls_model("initial-exec")));

/* contexts.c. `own` stands for the running function; its caller is the first frame of the shadow stack above it. */

/* The lists hold frames and loops of functions that are gone when a longjmp landed in code that is not instrumented,
 * or when the thread changed its stack. What lies below the asking function's own frame is such a one, and may hold
 * anything. Between live ones the order of addresses says nothing: inlined functions share a native frame. */
int csnake_gone(const void* place);

void csnake_capture(const csnake_frame* own, csnake_spool_state* state);

/* The slot of an event, the state filled in but not added. */
csnake_spool_slot* csnake_slot_for(const csnake_frame* own, csnake_site* site, int value, csnake_spool_state* state,
                                   csnake_u64 parent_loop);

/* The slot of an event whose state is now among the slot's or counted as dropped (then `kept` is 0). */
csnake_spool_slot* csnake_learn(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen, csnake_u64 taken,
                                int value, csnake_u64 parent_loop, int* kept) __attribute__((noinline, cold));

extern const csnake_frame csnake_nobody;

CSNAKE_INLINE csnake_event csnake_event_of(const csnake_frame* caller, const csnake_site* site, csnake_u64 seen,
                                           csnake_u64 taken, int value, csnake_u64 parent_loop) {
  const csnake_frame* first = caller ? caller : &csnake_nobody;
  const csnake_frame* second = first->caller ? first->caller : &csnake_nobody;
  const csnake_event event = {(csnake_u64)(uintptr_t)site + (csnake_u64)value, seen, taken, first->function, first->seen, first->taken,
                              second->function, second->seen, second->taken, parent_loop};
  return event;
}

CSNAKE_INLINE csnake_u64 csnake_turn(csnake_u64 word, int by) { return word << by | word >> (64 - by); }

CSNAKE_INLINE csnake_memo* csnake_memo_for(const csnake_event* e) {
  const csnake_u64 paths = e->seen ^ csnake_turn(e->taken, 7) ^ csnake_turn(e->first_seen, 17) ^ csnake_turn(e->first_taken, 27) ^
                           csnake_turn(e->second_seen, 37) ^ csnake_turn(e->second_taken, 47);
  const csnake_u64 places = e->site ^ csnake_turn(e->first_function, 20) ^ csnake_turn(e->second_function, 40) ^ e->parent_loop;
  return &csnake_memos[(paths * 0x9e3779b97f4a7c15ull + places * 0xbf58476d1ce4e5b9ull) >> (64 - CSNAKE_MEMO_BITS)];
}

/* What csnake_learn found for the same event, or NULL. The caller and the caller's caller must be above `here`, the
 * address of the asking function's frame: others may be gone. */
CSNAKE_INLINE csnake_memo* csnake_remembered(const csnake_frame* caller, const csnake_site* site, csnake_u64 seen,
                                             csnake_u64 taken, int value, csnake_u64 parent_loop, const void* here) {
  if (__builtin_expect(!csnake_memos || (caller && ((const void*)caller < here || (caller->caller && (const void*)caller->caller < here))), 0))
    return NULL;
  const csnake_event e = csnake_event_of(caller, site, seen, taken, value, parent_loop);
  csnake_memo* memo = csnake_memo_for(&e);
  const csnake_event* m = &memo->event;
  if (__builtin_expect(m->site == e.site && m->seen == e.seen && m->taken == e.taken && m->first_function == e.first_function &&
                       m->first_seen == e.first_seen && m->first_taken == e.first_taken && m->second_function == e.second_function &&
                       m->second_seen == e.second_seen && m->second_taken == e.second_taken && m->parent_loop == e.parent_loop, 1))
    return memo;
  return NULL;
}

/* Reads the clock: first and last time, windows, and when to read it again. */
void csnake_slot_time(csnake_spool_slot* slot);

/* Nanoseconds since the spool's start. */
int64_t csnake_now(void);

#endif
