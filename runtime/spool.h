/* runtime/spool.h — the file in which one process records what happened, memory-mapped and shared, so that a process
 * which is killed loses nothing.
 *
 *   target process (runtime/) => <CSNAKE_SPOOL>/<pid>-<n>.spool => store/spool_reader.h
 *
 * Layout: one csnake_spool_header in the first 4,096 bytes, then chunks up to `used_bytes`, each starting at a
 * multiple of 4,096 with a csnake_spool_chunk, then its slots, then its states. Numbers are little endian and in host
 * layout. A chunk belongs to one thread at a time; when that thread ends another may go on filling it. Readers check
 * every magic, size and index: a spool may end anywhere. See docs/formats/spool.md.
 */
#ifndef CSNAKE_RUNTIME_SPOOL_H_
#define CSNAKE_RUNTIME_SPOOL_H_

#include <stdint.h>

#define CSNAKE_SPOOL_MAGIC 0x314c505345534e43ull /* "CNSESPL1" */
#define CSNAKE_CHUNK_MAGIC 0x4b4e4843u           /* "CHNK" */
#define CSNAKE_SPOOL_VERSION 3u
#define CSNAKE_SPOOL_HEADER_BYTES 4096u
#define CSNAKE_FRAMES 3u        /* Own frame and two callers. */
#define CSNAKE_WINDOWS 16u
#define CSNAKE_STATES_PER_SLOT 12u
#define CSNAKE_INJECTION_STATES 8u

#define CSNAKE_MODULES_FILE "modules" /* Beside the spools: paths of programs and libraries with hooks, one a line. */

/* Environment read when the process starts. */
#define CSNAKE_ENV_SPOOL "CSNAKE_SPOOL"   /* Directory for spools. Unset or empty: nothing is recorded. */
#define CSNAKE_ENV_FAULT "CSNAKE_FAULT"   /* "site:value:first_hit:hits:delay_ns:total_ns", site in hex, rest decimal. */
#define CSNAKE_ENV_BODY "CSNAKE_BODY"     /* "hook": armed between body hooks; "process" (default): from the start. */
#define CSNAKE_ENV_ASSERT "CSNAKE_ASSERT" /* "continue": a fatal test assertion does not end the test's body. */

/* A set of sites in two words: the bit of `site` in word 0 or 1. Ids are hashes, so their bits are as good as any. */
#define CSNAKE_SITE_BIT(site, word) (1ull << (((site) >> (6 * (word))) & 63))

#ifdef __cplusplus
extern "C" {
#endif

typedef struct csnake_spool_state { /* One local state: model::LocalState. */
  uint64_t function[CSNAKE_FRAMES];
  uint64_t seen[CSNAKE_FRAMES];
  uint64_t taken[CSNAKE_FRAMES];
  uint32_t next; /* Index + 1 of the slot's next state in the same chunk, 0 at the end. */
  uint32_t reserved;
} csnake_spool_state;

typedef struct csnake_spool_slot { /* One model::Observation. Empty while `ready` is 0. */
  uint64_t count;                  /* Natural occurrences, or iterations. Hooks add to it inline: keep it first. */
  uint64_t next_check;             /* Value of `count` at which the clock is read again. */
  uint64_t site;
  uint64_t caller[2];
  uint64_t parent_loop; /* Site id, 0 for none. */
  uint64_t entries;
  uint64_t checked;     /* `count` when the clock was read last; what came since is not yet in `windows`. */
  int64_t first_ns;     /* CLOCK_MONOTONIC minus header.start_ns. */
  int64_t last_ns;
  uint64_t states_dropped;
  uint64_t after[2]; /* Loops: which others the same execution of the parent loop had held before; CSNAKE_SITE_BIT. */
  /* Loops: iterations that lie between two readings of the clock within one execution, how long they took in all, and
   * the shortest mean of such a span. */
  uint64_t timed;
  int64_t timed_ns;
  int64_t least_ns;        /* 0: no span yet. */
  uint64_t checked_entry;  /* `entries` when the clock was read last. */
  uint32_t windows[CSNAKE_WINDOWS];
  uint32_t window_ms; /* Width; doubled when the process outlives the last window. */
  uint32_t state;     /* Index + 1 of the newest state in the same chunk, 0 for none. */
  uint32_t states;    /* Length of that list. */
  uint8_t value;
  uint8_t ready;
  uint8_t reserved[2];
} csnake_spool_slot;

typedef struct csnake_spool_chunk {
  uint32_t magic;
  uint32_t slots;       /* Capacity, a power of two. */
  uint32_t states;      /* Capacity. */
  uint32_t states_used; /* <= states. */
  uint64_t bytes;       /* Whole chunk, a multiple of 4,096. */
  uint32_t slots_used;
  uint32_t reserved[9];
} csnake_spool_chunk;

typedef struct csnake_spool_header {
  uint64_t magic;
  uint32_t version;
  uint32_t header_bytes;
  uint32_t pid;
  uint32_t parent_pid;
  int64_t start_ns;       /* CLOCK_MONOTONIC when this process began to record. */
  int64_t body_begin_ns;  /* Since start_ns; 0: no body hook ran. */
  int64_t body_end_ns;    /* 0: the body had not ended. */
  uint64_t used_bytes;    /* End of the last chunk handed out. */
  /* Losses, each a count. */
  uint64_t lost_slots;    /* Events whose slot could not be allocated: disk full or the limit of the spool reached. */
  uint64_t lost_states;   /* States not kept because the chunk's pool was full. */
  uint64_t lost_frames;   /* Frames deeper than the shadow stack follows. */
  /* The injection. */
  uint64_t fault_site;
  uint64_t injection_hits;
  uint64_t injection_fired;
  int64_t injection_first_ns;
  int64_t injection_last_ns;
  int64_t injection_slept_ns;
  uint64_t injection_states; /* How many of the following are filled. */
  csnake_spool_state injection_state[CSNAKE_INJECTION_STATES];
  uint64_t fault_known; /* 1: a module of this process contains fault_site. */
} csnake_spool_header;

#ifdef __cplusplus
}
static_assert(sizeof(csnake_spool_state) == 80 && sizeof(csnake_spool_slot) == 216, "the format is frozen");
static_assert(sizeof(csnake_spool_chunk) == 64 && sizeof(csnake_spool_header) <= CSNAKE_SPOOL_HEADER_BYTES, "frozen");
#endif

#endif
