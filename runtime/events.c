/* runtime/events.c — what happens at a hook: occurrences, loops, negations, and the one armed fault. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

__thread csnake_frame* csnake_top_frame __attribute__((tls_model("initial-exec")));
__thread csnake_loop* csnake_top_loop __attribute__((tls_model("initial-exec")));

/* Of AddressSanitizer, when the target has it. */
void* __asan_get_current_fake_stack(void) __attribute__((weak));

/* The forced guard whose throw or return has not executed yet: that one occurrence is the injection, not an effect. */
static __thread csnake_frame* forced_frame;
static __thread csnake_u64 forced_site;

enum { kModulesMax = 1024 };
static struct {
  csnake_site* begin;
  csnake_site* end;
} modules[kModulesMax];
static int module_count;
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

static void Attend(csnake_site* begin, csnake_site* end) {
  for (csnake_site* s = begin; s < end; ++s) {
    if (fault.site && s->id == fault.site) {
      CSNAKE_STORE(s->armed, 1);
      csnake_spool()->fault_known = 1;
    }
    CSNAKE_STORE(s->attention, 1);
  }
}

void csnake_register(csnake_site* begin, csnake_site* end) {
  pthread_once(&started, Start);
  if (begin == end) return;
  pthread_mutex_lock(&lock);
  int known = 0;
  for (int i = 0; i < module_count; ++i) known |= modules[i].begin == begin;
  if (!known && module_count < kModulesMax) {
    modules[module_count].begin = begin;
    modules[module_count++].end = end;
    Attend(begin, end);
  }
  pthread_mutex_unlock(&lock);
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
    for (csnake_site* s = modules[i].begin; s < modules[i].end; ++s) CSNAKE_STORE(s->attention, 1);
  pthread_mutex_unlock(&lock);
  CSNAKE_STORE(active, 1);
}

void csnake_body_end(void) {
  if (__atomic_sub_fetch(&body_depth, 1, __ATOMIC_ACQ_REL) != 0) return;
  csnake_spool()->body_end_ns = csnake_now();
  if (body_from_hook) CSNAKE_STORE(active, 0);
}

int csnake_assertions_end_body(void) { return !assertions_continue; }

/* --- local state --- */

/* The lists hold frames and loops of functions that are gone when a longjmp landed in code that is not instrumented,
 * or when the thread changed its stack. What lies below this function's own frame is such a one, and may hold
 * anything. Between live ones the order of addresses says nothing: inlined functions share a native frame. */
static int Gone(const void* place) {
  if (!place || place >= __builtin_frame_address(0)) return 0;
  if (__asan_get_current_fake_stack && __asan_get_current_fake_stack()) return 0; /* Locals live on the heap. */
  __atomic_fetch_add(&csnake_spool()->lost_frames, 1, __ATOMIC_RELAXED);
  return 1;
}

static csnake_frame* Caller(csnake_frame* frame) {
  csnake_frame* caller = frame->caller;
  return caller == frame || Gone(caller) ? NULL : caller;
}

static void Capture(csnake_frame* frame, csnake_spool_state* state) {
  memset(state, 0, sizeof *state);
  for (unsigned i = 0; i < CSNAKE_FRAMES && frame; ++i, frame = Caller(frame)) {
    state->function[i] = frame->function;
    state->seen[i] = frame->seen;
    state->taken[i] = frame->taken & frame->seen;
  }
}

static csnake_spool_slot* SlotFor(csnake_frame* frame, csnake_site* site, int value, csnake_spool_state* state,
                                  csnake_u64 parent_loop) {
  Capture(frame, state);
  return csnake_slot(site->id, (unsigned char)value, state->function[1], state->function[2], parent_loop);
}

static void Count(csnake_spool_slot* slot, const csnake_spool_state* state) {
  if (++slot->count >= slot->next_check) csnake_slot_time(slot);
  csnake_slot_state(slot, state);
}

/* --- the injection --- */

static void NoteInjection(csnake_frame* frame, int64_t slept_ns) {
  csnake_spool_header* spool = csnake_spool();
  const int64_t now = csnake_now();
  csnake_spool_state state;
  Capture(frame, &state);
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
static int Fires(csnake_frame* frame, csnake_site* site) {
  if (!CSNAKE_LOAD(site->armed) || !CSNAKE_LOAD(active)) return 0;
  const uint64_t hit = __atomic_add_fetch(&csnake_spool()->injection_hits, 1, __ATOMIC_RELAXED);
  if (hit < fault.first_hit || hit - fault.first_hit >= fault.hits) return 0;
  NoteInjection(frame, 0);
  return 1;
}

/* Reached within the body: a slot without an occurrence. */
static void Reach(csnake_frame* frame, csnake_site* site) {
  if (!CSNAKE_LOAD(active)) return;
  /* A signal handler that interrupts the runtime gets no slot: the loss is counted, and the next hit tries again. */
  if (!CSNAKE_LOAD(site->armed) && !csnake_interrupted()) CSNAKE_STORE(site->attention, 0);
  csnake_spool_state state;
  SlotFor(frame, site, 0, &state, 0)->entries = 1;
}

int csnake_force_outlined(csnake_frame* frame, csnake_site* site, int wanted, int value) {
  Reach(frame, site);
  if ((value & 1) == wanted || !Fires(frame, site)) return value;
  forced_frame = frame;
  forced_site = site->id;
  return 2 | wanted;
}

int csnake_inject_outlined(csnake_frame* frame, csnake_site* site) {
  Reach(frame, site);
  return Fires(frame, site);
}

void csnake_delay(csnake_frame* frame, csnake_site* site) {
  (void)site;
  if (!CSNAKE_LOAD(active)) return;
  csnake_spool_header* spool = csnake_spool();
  __atomic_fetch_add(&spool->injection_hits, 1, __ATOMIC_RELAXED);
  static int64_t promised;
  const int64_t before = __atomic_fetch_add(&promised, fault.delay_ns, __ATOMIC_RELAXED);
  if (before >= fault.total_ns) {
    __atomic_fetch_sub(&promised, fault.delay_ns, __ATOMIC_RELAXED);
    return;
  }
  const int64_t left = fault.total_ns - before;
  const int64_t sleep_ns = fault.delay_ns < left ? fault.delay_ns : left;
  NoteInjection(frame, sleep_ns);
  struct timespec rest = {sleep_ns / 1000000000, sleep_ns % 1000000000};
  while (nanosleep(&rest, &rest) != 0) {
  }
}

/* --- monitors --- */

void csnake_occur(csnake_frame* frame, csnake_site* site) {
  if (forced_site == site->id && forced_frame == frame) {
    forced_site = 0;
    return;
  }
  csnake_spool_state state;
  csnake_spool_slot* slot = SlotFor(frame, site, 0, &state, 0);
  Count(slot, &state);
}

int csnake_negate_outlined(csnake_frame* frame, csnake_site* site, int value) {
  const int natural = value != 0;
  if (natural != (int)fault.value && Fires(frame, site)) return !natural;
  csnake_spool_state state;
  Count(SlotFor(frame, site, natural, &state, 0), &state);
  return natural;
}

void csnake_watch_outlined(csnake_frame* frame, csnake_site* site, int value) {
  if (!csnake_recording()) return;
  __atomic_fetch_or(&site->outcomes, (unsigned char)(1 << value), __ATOMIC_RELAXED);
  csnake_spool_state state;
  csnake_spool_slot* slot = SlotFor(frame, site, value, &state, 0);
  if (!slot->count) slot->count = 1;
}

void csnake_enter_outlined(csnake_loop* loop, csnake_frame* frame, csnake_site* site) {
  csnake_loop* parent = Gone(csnake_top_loop) ? NULL : csnake_top_loop;
  loop->parent = parent;
  loop->site = site;
  csnake_spool_state state;
  csnake_spool_slot* slot = SlotFor(frame, site, 0, &state, parent ? parent->site->id : 0);
  ++slot->entries;
  for (int word = 0; word < 2; ++word) {
    loop->held[word] = 0;
    if (!parent) continue;
    slot->after[word] |= parent->held[word];
    parent->held[word] |= CSNAKE_SITE_BIT(site->id, word);
  }
  csnake_slot_state(slot, &state);
  loop->slot = &slot->count;
  csnake_top_loop = loop;
}

void csnake_check_clock(csnake_u64* slot) { csnake_slot_time((csnake_spool_slot*)(void*)slot); }
