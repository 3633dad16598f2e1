/* runtime/events.c — what happens at a hook: occurrences, loops, negations, and the one armed fault. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

__thread csnake_u64 csnake_uncounted[2] __attribute__((tls_model("initial-exec"))) = {0, ~(csnake_u64)0};
/* The same for a loop that is to be delayed: each iteration asks. */
static __thread csnake_u64 uncounted_but_delayed[2];

/* The forced guard whose throw or return has not executed yet: that one occurrence is the injection, not an effect.
 * The frame above it tells executions of the same function apart. */
static __thread csnake_frame* forced_below;
static __thread csnake_u64 forced_site;

struct module {
  csnake_site* begin;
  csnake_site* end;
};
static struct module* modules;
static int module_count, module_room;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t started = PTHREAD_ONCE_INIT;

static struct {
  csnake_u64 site;
  unsigned value;
  uint64_t first_hit, hits;
  int64_t delay_ns, total_ns;
} fault;
static int body_from_hook; /* Armed only between the body hooks. */
static int body_depth;
static int active; /* A fault may fire, and reaching a site counts. */
static int assertions_continue;

void csnake_events_after_fork(void) { pthread_mutex_init(&lock, NULL); }

static void Start(void) {
  csnake_spool_open();
  const char* body = getenv(CSNAKE_ENV_BODY);
  const char* assertion = getenv(CSNAKE_ENV_ASSERT);
  const char* text = getenv(CSNAKE_ENV_FAULT);
  body_from_hook = body && strcmp(body, "hook") == 0;
  CSNAKE_STORE(active, !body_from_hook);
  assertions_continue = assertion && strcmp(assertion, "continue") == 0;
  if (!text || !*text) return;
  unsigned long long site, first, hits;
  long long delay, total;
  char rest;
  if (sscanf(text, "%llx:%u:%llu:%llu:%lld:%lld%c", &site, &fault.value, &first, &hits, &delay, &total, &rest) != 6) {
    fprintf(stderr, "csnake: cannot read " CSNAKE_ENV_FAULT "=%s: want site:value:first_hit:hits:delay_ns:total_ns. "
            "No fault is armed and this process ends, because a run without its fault would be a false negative.\n", text);
    _exit(70);
  }
  fault.site = site;
  fault.first_hit = first;
  fault.hits = hits;
  fault.delay_ns = delay;
  fault.total_ns = total;
  csnake_spool()->fault_site = site;
}

/* --- modules --- */

/* Without a spool only the armed site does anything. */
static void Watch(csnake_site* site) {
  CSNAKE_STORE(site->attention, csnake_recording() || CSNAKE_LOAD(site->armed));
  if (!csnake_recording()) CSNAKE_STORE(site->outcomes, 3);
}

static void Attend(csnake_site* begin, csnake_site* end) {
  for (csnake_site* s = begin; s < end; ++s) {
    if (fault.site && s->id == fault.site) {
      CSNAKE_STORE(s->armed, 1);
      csnake_spool()->fault_known = 1;
    }
    Watch(s);
  }
}

static int Keep(csnake_site* begin, csnake_site* end) {
  if (module_count == module_room) {
    const int room = module_room ? 2 * module_room : 64;
    struct module* larger = realloc(modules, (size_t)room * sizeof *modules);
    if (!larger) return 0;
    modules = larger;
    module_room = room;
  }
  modules[module_count].begin = begin;
  modules[module_count++].end = end;
  return 1;
}

void csnake_register(csnake_site* begin, csnake_site* end) {
  pthread_once(&started, Start);
  if (begin == end) return;
  pthread_mutex_lock(&lock);
  int known = 0;
  for (int i = 0; i < module_count; ++i) known |= modules[i].begin == begin;
  const int kept = known || Keep(begin, end);
  if (!known) Attend(begin, end);
  pthread_mutex_unlock(&lock);
  if (!kept) fprintf(stderr, "csnake: no memory for the table of modules: fault points of one count outside the test's body, too.\n");
  if (!known) csnake_note_module(begin);
}

void csnake_unregister(csnake_site* begin) {
  pthread_mutex_lock(&lock);
  for (int i = 0; i < module_count; ++i)
    if (modules[i].begin == begin) modules[i] = modules[--module_count];
  pthread_mutex_unlock(&lock);
}

/* --- the test's body --- */

void csnake_body_begin(void) {
  pthread_once(&started, Start);
  if (__atomic_fetch_add(&body_depth, 1, __ATOMIC_ACQ_REL) != 0) return;
  csnake_spool_header* spool = csnake_spool();
  if (!spool->body_begin_ns) spool->body_begin_ns = csnake_now();
  spool->body_end_ns = 0;
  if (!body_from_hook) return;
  pthread_mutex_lock(&lock);
  for (int i = 0; i < module_count; ++i)
    for (csnake_site* s = modules[i].begin; s < modules[i].end; ++s) Watch(s);
  pthread_mutex_unlock(&lock);
  CSNAKE_STORE(active, 1);
}

void csnake_body_end(void) {
  if (__atomic_sub_fetch(&body_depth, 1, __ATOMIC_ACQ_REL) != 0) return;
  csnake_spool()->body_end_ns = csnake_now();
  if (body_from_hook) CSNAKE_STORE(active, 0);
}

int csnake_assertions_end_body(void) { return !assertions_continue; }

/* --- the injection --- */

static void NoteInjection(const csnake_frame* own, int64_t slept_ns) {
  ++csnake_raised;
  csnake_spool_header* spool = csnake_spool();
  const int64_t now = csnake_now();
  csnake_spool_state state;
  csnake_capture(own, &state);
  pthread_mutex_lock(&lock);
  ++spool->injection_fired;
  if (!spool->injection_first_ns) spool->injection_first_ns = now;
  spool->injection_last_ns = now;
  spool->injection_slept_ns += slept_ns;
  int known = 0;
  for (uint64_t i = 0; i < spool->injection_states; ++i)
    known |= memcmp(&spool->injection_state[i], &state, sizeof state) == 0;
  if (!known && spool->injection_states < CSNAKE_INJECTION_STATES)
    spool->injection_state[spool->injection_states++] = state;
  else if (!known)
    ++spool->lost_states;
  pthread_mutex_unlock(&lock);
}

/* Whether the armed error fires at this hit. */
static int Fires(const csnake_frame* own, csnake_site* site) {
  if (!CSNAKE_LOAD(site->armed) || !CSNAKE_LOAD(active)) return 0;
  const uint64_t hit = __atomic_add_fetch(&csnake_spool()->injection_hits, 1, __ATOMIC_RELAXED);
  if (hit < fault.first_hit || hit - fault.first_hit >= fault.hits) return 0;
  NoteInjection(own, 0);
  return 1;
}

/* Reached within the body: a slot without an occurrence. */
static void Reach(const csnake_frame* own, csnake_site* site) {
  if (!CSNAKE_LOAD(active)) return;
  /* A signal handler that interrupts the runtime gets no slot: the loss is counted, and the next hit tries again. */
  if (!CSNAKE_LOAD(site->armed) && !csnake_busy) CSNAKE_STORE(site->attention, 0);
  csnake_spool_state state;
  csnake_slot_for(own, site, 0, &state, 0)->entries = 1;
}

int csnake_force_outlined(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen, csnake_u64 taken,
                          int wanted, int value) {
  const csnake_frame own = {caller, function, seen, taken};
  Reach(&own, site);
  if ((value & 1) == wanted || !Fires(&own, site)) return value;
  forced_below = caller;
  forced_site = site->id;
  return 2 | wanted;
}

int csnake_claimed_outlined(csnake_frame* caller, csnake_site* site) { return forced_site == site->id && forced_below == caller; }

int csnake_inject_outlined(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen, csnake_u64 taken) {
  const csnake_frame own = {caller, function, seen, taken};
  Reach(&own, site);
  return Fires(&own, site);
}

/* How long this iteration sleeps, 0 when nothing is left. Bounded is the time in which any thread sleeps: what sleeps at
   once counts once, so that a loop which many threads run at the same time is slow for as long as one that a single
   thread runs. */
static int64_t GrantSleep(void) {
  static int64_t until, granted_ns;
  pthread_mutex_lock(&lock);
  const int64_t now = csnake_now();
  const int64_t covered = until > now ? until - now : 0;
  const int64_t most = covered + fault.total_ns - granted_ns;
  const int64_t sleep_ns = fault.delay_ns < most ? fault.delay_ns : most;
  if (sleep_ns > covered) {
    granted_ns += sleep_ns - covered;
    until = now + sleep_ns;
  }
  pthread_mutex_unlock(&lock);
  return sleep_ns;
}

static void Delay(const csnake_frame* own) {
  if (!CSNAKE_LOAD(active)) return;
  __atomic_fetch_add(&csnake_spool()->injection_hits, 1, __ATOMIC_RELAXED);
  const int64_t sleep_ns = GrantSleep();
  if (sleep_ns <= 0) return;
  NoteInjection(own, sleep_ns);
  struct timespec rest = {sleep_ns / 1000000000, sleep_ns % 1000000000};
  while (nanosleep(&rest, &rest) != 0) {
  }
}

/* --- monitors --- */

/* Counts one event; the counters when a cell may keep them, or NULL. */
static inline __attribute__((always_inline)) csnake_u64* Count(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen, csnake_u64 taken,
                                int value) {
  csnake_memo* memo = csnake_remembered(caller, site, seen, taken, value, 0, __builtin_frame_address(0));
  csnake_spool_slot* slot;
  int kept = 0;
  if (__builtin_expect(memo != NULL, 1)) {
    slot = memo->slot;
    kept = !memo->dropped;
    /* A signal handler may have put another event there meanwhile. */
    __atomic_signal_fence(__ATOMIC_ACQ_REL);
    if (*(csnake_u64 volatile*)&memo->event.site != (csnake_u64)(uintptr_t)site + (csnake_u64)value) memo = NULL;
    else slot->states_dropped += !kept;
  }
  if (__builtin_expect(memo == NULL, 0)) slot = csnake_learn(caller, site, function, seen, taken, value, 0, &kept);
  if (__builtin_expect(++slot->count >= slot->next_check, 0)) csnake_slot_time(slot);
  return kept ? &slot->count : NULL;
}

void csnake_occur_outlined(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen, csnake_u64 taken) {
  ++csnake_raised;
  if (__builtin_expect(forced_site == site->id && forced_below == caller, 0)) {
    forced_site = 0;
    return;
  }
  if (csnake_recording()) Count(caller, site, function, seen, taken & seen, 0);
}

static __attribute__((noinline)) csnake_u64 NegateArmed(csnake_frame* caller, csnake_site* site, csnake_u64 function,
                                                        csnake_u64 seen, csnake_u64 taken, int natural) {
  const csnake_frame own = {caller, function, seen, taken};
  if (natural != (int)fault.value && Fires(&own, site)) return !natural;
  Count(caller, site, function, seen, taken, natural);
  return (csnake_u64)natural;
}

csnake_u64 csnake_negate_outlined(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen,
                                  csnake_u64 taken, int value) {
  const int natural = value != 0;
  if (__builtin_expect(CSNAKE_LOAD(site->armed), 0)) return NegateArmed(caller, site, function, seen, taken & seen, natural);
  return (csnake_u64)(uintptr_t)Count(caller, site, function, seen, taken & seen, natural) | (csnake_u64)natural;
}

void csnake_watch_outlined(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen, csnake_u64 taken,
                           int value) {
  if (!csnake_recording()) return;
  __atomic_fetch_or(&site->outcomes, (unsigned char)(1 << value), __ATOMIC_RELAXED);
  const csnake_frame own = {caller, function, seen, taken};
  csnake_spool_state state;
  csnake_spool_slot* slot = csnake_slot_for(&own, site, value, &state, 0);
  if (!slot->count) slot->count = 1;
}

csnake_u64* csnake_enter_outlined(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen,
                                  csnake_u64 taken, csnake_loop* loop) {
  csnake_loop* parent = csnake_gone(csnake_top_loop) ? NULL : csnake_top_loop;
  const csnake_u64 parent_site = parent ? parent->site->id : 0;
  csnake_memo* memo = csnake_remembered(caller, site, seen, taken & seen, 0, parent_site, __builtin_frame_address(0));
  csnake_spool_slot* slot;
  if (memo) {
    slot = memo->slot;
    slot->states_dropped += memo->dropped;
  } else {
    int kept = 0;
    slot = csnake_learn(caller, site, function, seen, taken & seen, 0, parent_site, &kept);
  }
  ++slot->entries;
  for (int word = 0; parent && word < 2; ++word) {
    slot->after[word] |= parent->held[word];
    parent->held[word] |= CSNAKE_SITE_BIT(site->id, word);
  }
  csnake_u64* counters = &slot->count;
  if (CSNAKE_LOAD(site->armed)) {
    if (csnake_slot_is_scratch(slot)) counters = uncounted_but_delayed;
    else slot->next_check = 0;
  }
  if (loop) {
    loop->parent = parent;
    loop->site = site;
    loop->slot = counters;
    loop->held[0] = loop->held[1] = 0;
    csnake_top_loop = loop;
  }
  return counters;
}

void csnake_tick(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen, csnake_u64 taken,
                 csnake_u64* slot) {
  if (slot != csnake_uncounted && slot != uncounted_but_delayed) csnake_slot_time((csnake_spool_slot*)(void*)slot);
  if (!CSNAKE_LOAD(site->armed)) return;
  slot[1] = 0;
  const csnake_frame own = {caller, function, seen, taken};
  Delay(&own);
}
