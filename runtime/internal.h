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

/* Whether the caller is a signal handler that interrupted csnake_slot or csnake_slot_state in its own thread. */
int csnake_interrupted(void);

/* Adds a local state to a slot unless it is there already. */
void csnake_slot_state(csnake_spool_slot* slot, const csnake_spool_state* state);

/* Reads the clock: first and last time, windows, and when to read it again. */
void csnake_slot_time(csnake_spool_slot* slot);

/* Nanoseconds since the spool's start. */
int64_t csnake_now(void);

#endif
