/* runtime/internal.h — between the two halves of the runtime: spool.c (memory) and events.c (meaning). */
#ifndef CSNAKE_RUNTIME_INTERNAL_H_
#define CSNAKE_RUNTIME_INTERNAL_H_

#include "hooks.h"
#include "spool.h"

#define CSNAKE_STORE(field, value) __atomic_store_n(&(field), (value), __ATOMIC_RELAXED)

/* Opens the spool if the environment names one; once a process. */
void csnake_spool_open(void);

/* The header of this process's spool; a private page when nothing is recorded, so that callers need not ask. */
csnake_spool_header* csnake_spool(void);

/* Whether events are recorded at all. */
int csnake_recording(void);

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

/* Events that a thread met last, by their whole state. Belongs to its table; NULL before the thread has one. */
enum { CSNAKE_MEMO_BITS = 9, CSNAKE_MEMO_WORDS = 10 };
typedef struct csnake_memo {
  csnake_u64 key[CSNAKE_MEMO_WORDS];
  csnake_spool_slot* slot;
  csnake_u64 dropped; /* The state is none of those that the slot keeps. */
} csnake_memo;
extern __thread csnake_memo* csnake_memos;

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
csnake_spool_slot* csnake_note(const csnake_frame* own, csnake_site* site, int value, csnake_u64 parent_loop, int* kept);

/* Reads the clock: first and last time, windows, and when to read it again. */
void csnake_slot_time(csnake_spool_slot* slot);

/* Nanoseconds since the spool's start. */
int64_t csnake_now(void);

#endif
