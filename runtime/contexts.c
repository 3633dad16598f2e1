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

/* All that tells one event from another. A site belongs to one function, so that function is not in it. */
static inline __attribute__((always_inline)) void KeyOf(const csnake_frame* own, const csnake_site* site, int value, csnake_u64 parent_loop, csnake_u64* key) {
  static const csnake_frame nobody;
  const csnake_frame* first = own->caller ? own->caller : &nobody;
  const csnake_frame* second = first->caller ? first->caller : &nobody;
  key[0] = (csnake_u64)(uintptr_t)site | (csnake_u64)value;
  key[1] = own->seen;
  key[2] = own->taken;
  key[3] = first->function;
  key[4] = first->seen;
  key[5] = first->taken;
  key[6] = second->function;
  key[7] = second->seen;
  key[8] = second->taken;
  key[9] = parent_loop;
}

static csnake_u64 Turn(csnake_u64 word, int by) { return word << by | word >> (64 - by); }

static inline __attribute__((always_inline)) csnake_memo* MemoFor(const csnake_u64* key) {
  const csnake_u64 paths = key[1] ^ Turn(key[2], 7) ^ Turn(key[4], 17) ^ Turn(key[5], 27) ^ Turn(key[7], 37) ^ Turn(key[8], 47);
  const csnake_u64 places = key[0] ^ Turn(key[3], 20) ^ Turn(key[6], 40) ^ key[9];
  return &csnake_memos[(paths * 0x9e3779b97f4a7c15ull + places * 0xbf58476d1ce4e5b9ull) >> (64 - CSNAKE_MEMO_BITS)];
}

/* Frames that were left by a jump lie below this function's; what they hold is chance. */
static int Trustworthy(const csnake_frame* own) {
  const char* here = __builtin_frame_address(0);
  const csnake_frame* first = own->caller;
  if (!first) return 1;
  if ((const char*)first < here || first->caller == first) return 0;
  return !first->caller || (const char*)first->caller >= here;
}

csnake_spool_slot* csnake_note(const csnake_frame* own, csnake_site* site, int value, csnake_u64 parent_loop, int* kept) {
  csnake_u64 key[CSNAKE_MEMO_WORDS];
  csnake_memo* memo = NULL;
  if (csnake_memos && Trustworthy(own)) {
    KeyOf(own, site, value, parent_loop, key);
    memo = MemoFor(key);
    csnake_u64 different = 0;
    for (int i = 0; i < CSNAKE_MEMO_WORDS; ++i) different |= memo->key[i] ^ key[i];
    csnake_spool_slot* slot = memo->slot;
    __atomic_signal_fence(__ATOMIC_ACQ_REL);
    /* A signal handler may have put another event here meanwhile. */
    if (!different && slot && *(csnake_u64 volatile*)&memo->key[0] == key[0]) {
      slot->states_dropped += memo->dropped;
      *kept = !memo->dropped;
      return slot;
    }
  }
  csnake_spool_state state;
  csnake_spool_slot* slot = csnake_slot_for(own, site, value, &state, parent_loop);
  const int known = csnake_slot_state(slot, &state);
  *kept = known == kCsnakeStateKept;
  if (memo && known != kCsnakeStateLost && !csnake_busy) {
    csnake_busy = 1;
    __atomic_signal_fence(__ATOMIC_ACQ_REL);
    memo->key[0] = 0;
    __atomic_signal_fence(__ATOMIC_ACQ_REL);
    for (int i = 1; i < CSNAKE_MEMO_WORDS; ++i) memo->key[i] = key[i];
    memo->dropped = known == kCsnakeStateDropped;
    memo->slot = slot;
    __atomic_signal_fence(__ATOMIC_ACQ_REL);
    memo->key[0] = key[0];
    __atomic_signal_fence(__ATOMIC_ACQ_REL);
    csnake_busy = 0;
  }
  return slot;
}
