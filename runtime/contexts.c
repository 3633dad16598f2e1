/* runtime/contexts.c — from an event to its slot: who called, on which path, inside which loop. A thread remembers the
 * answers it got last, so that an event in a known state costs a comparison. */
#include <string.h>

#include "internal.h"

__thread csnake_frame* csnake_top_frame __attribute__((tls_model("initial-exec")));
__thread csnake_loop* csnake_top_loop __attribute__((tls_model("initial-exec")));

/* Of AddressSanitizer, when the target has it. */
void* __asan_get_current_fake_stack(void) __attribute__((weak));

static int OnHeap(void) { return __asan_get_current_fake_stack && __asan_get_current_fake_stack(); }

int csnake_gone(const void* place) {
  if (!place || place >= __builtin_frame_address(0) || OnHeap()) return 0;
  __atomic_fetch_add(&csnake_spool()->lost_frames, 1, __ATOMIC_RELAXED);
  return 1;
}

static csnake_frame* Caller(const csnake_frame* frame) {
  csnake_frame* caller = frame->caller;
  return caller == frame || csnake_gone(caller) ? NULL : caller;
}

void csnake_capture(const csnake_frame* frame, csnake_spool_state* state) {
  memset(state, 0, sizeof *state);
  for (unsigned i = 0; i < CSNAKE_FRAMES && frame; ++i, frame = Caller(frame)) {
    state->function[i] = frame->function;
    state->seen[i] = frame->seen;
    state->taken[i] = frame->taken & frame->seen;
  }
}

csnake_spool_slot* csnake_slot_for(const csnake_frame* frame, csnake_site* site, int value, csnake_spool_state* state,
                                   csnake_u64 parent_loop) {
  csnake_capture(frame, state);
  return csnake_slot(site->id, (unsigned char)value, state->function[1], state->function[2], parent_loop);
}

const csnake_frame csnake_nobody;

/* Frames that were left by a jump lie below this function's; what they hold is chance, and is not remembered. */
static int Trustworthy(const csnake_frame* first) {
  const char* here = __builtin_frame_address(0);
  if (!first) return 1;
  if ((const char*)first < here || first->caller == first) return 0;
  return !first->caller || (const char*)first->caller >= here;
}

static void Remember(const csnake_event* event, csnake_spool_slot* slot, int dropped) {
  csnake_memo* memo = csnake_memo_for(event);
  csnake_busy = 1;
  __atomic_signal_fence(__ATOMIC_ACQ_REL);
  memo->event.site = 0;
  __atomic_signal_fence(__ATOMIC_ACQ_REL);
  const csnake_u64 site = event->site;
  memo->event = *event;
  memo->event.site = 0;
  memo->dropped = dropped ? 1 : 0;
  memo->slot = slot;
  __atomic_signal_fence(__ATOMIC_ACQ_REL);
  memo->event.site = site;
  __atomic_signal_fence(__ATOMIC_ACQ_REL);
  csnake_busy = 0;
}

csnake_spool_slot* csnake_learn(csnake_frame* caller, csnake_site* site, csnake_u64 function, csnake_u64 seen, csnake_u64 taken,
                                int value, csnake_u64 parent_loop, int* kept) {
  const csnake_frame own = {caller, function, seen, taken};
  csnake_spool_state state;
  csnake_spool_slot* slot = csnake_slot_for(&own, site, value, &state, parent_loop);
  const int known = csnake_slot_state(slot, &state);
  if (csnake_memos && known != kCsnakeStateLost && !csnake_busy && Trustworthy(caller)) {
    const csnake_event event = csnake_event_of(caller, site, seen, taken, value, parent_loop);
    Remember(&event, slot, known == kCsnakeStateDropped);
  }
  *kept = known == kCsnakeStateKept;
  return slot;
}
