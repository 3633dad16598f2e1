/* runtime/spool.c — the memory-mapped spool: chunks, one table of slots per thread, growth, fork. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

enum { kFirstSlots = 64, kSlotsMax = 65536, kChunksMax = 4096, kHighDescriptor = 900 };
static const uint64_t kSpoolBytesMax = 1ull << 30;

/* A thread's table: chunks of doubling size, newest first. Reused by later threads, never freed. */
typedef struct Table {
  struct Table* next_free;
  struct Table* next; /* Of all tables. */
  csnake_memo memos[1 << CSNAKE_MEMO_BITS];
  csnake_spool_chunk* chunk[16];
  int chunks;
} Table;

static csnake_spool_header* header;
static union {
  csnake_spool_header header;
  char page[CSNAKE_SPOOL_HEADER_BYTES];
} scratch_page;
static int recording;
static int spool_fd = -1; /* -1 also when it was lost; what is mapped goes on. */
static char spool_directory[2048];
static char spool_name[2200];
static dev_t spool_device;
static ino_t spool_inode;
static pthread_once_t opened = PTHREAD_ONCE_INIT;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* Free tables, file growth, list of mappings. */
static pthread_key_t thread_end;
static Table* free_tables;
static Table* all_tables;

/* Every chunk that is mapped, for fork: the child moves them to its own file at the same addresses. */
static struct {
  csnake_spool_chunk* address;
  uint64_t offset;
} mapped[kChunksMax];
static int mapped_count;

static __thread Table* table;
__thread csnake_memo* csnake_memos __attribute__((tls_model("initial-exec")));
__thread int csnake_busy;
static __thread csnake_spool_slot scratch_slot;

static int64_t Monotonic(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t csnake_now(void) {
  const int64_t now = Monotonic() - csnake_spool()->start_ns;
  return now > 0 ? now : 1;
}

csnake_spool_header* csnake_spool(void) { return header ? header : &scratch_page.header; }

int csnake_recording(void) { return recording; }

static void Complain(const char* what, const char* name) {
  char text[2600];
  const int error = errno;
  const int n = snprintf(text, sizeof text,
                         "csnake: %s %.2000s: %s; this process runs on without recording. Check that the directory in "
                         CSNAKE_ENV_SPOOL " exists, is writable and has space.\n",
                         what, name, strerror(error));
  if (n > 0 && write(2, text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1) < 0) return; /* Nobody listens. */
}

/* The target's descriptors keep the numbers that they have without a recorder. */
static int MoveHigh(int fd) {
  const int high = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, kHighDescriptor);
  if (high < 0) return fd; /* Few are allowed. */
  close(fd);
  return high;
}

/* Whether spool_fd is this process's spool. A target that closes all descriptors may have given the number to a file of
 * its own, which must stay untouched. */
static int IsOurs(void) {
  struct stat file;
  return spool_fd >= 0 && fstat(spool_fd, &file) == 0 && file.st_dev == spool_device && file.st_ino == spool_inode;
}

static int FindAgain(void) {
  if (IsOurs()) return 1;
  spool_fd = MoveHigh(open(spool_name, O_RDWR | O_CLOEXEC));
  if (IsOurs()) return 1;
  if (spool_fd >= 0) close(spool_fd);
  spool_fd = -1;
  return 0;
}

/* Creates <directory>/<pid>-<n>.spool with an empty header. */
static void CreateFile(void) {
  char* const name = spool_name;
  for (int n = 0; n < 1000 && spool_fd < 0; ++n) {
    snprintf(spool_name, sizeof spool_name, "%s/%ld-%d.spool", spool_directory, (long)getpid(), n);
    spool_fd = MoveHigh(open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    if (spool_fd < 0 && errno != EEXIST) break;
  }
  struct stat file;
  if (spool_fd >= 0 && fstat(spool_fd, &file) == 0) {
    spool_device = file.st_dev;
    spool_inode = file.st_ino;
  }
  if (spool_fd < 0) {
    Complain("cannot create", name);
    return;
  }
  errno = posix_fallocate(spool_fd, 0, CSNAKE_SPOOL_HEADER_BYTES);
  void* page = errno ? MAP_FAILED
                     : mmap(NULL, CSNAKE_SPOOL_HEADER_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, spool_fd, 0);
  if (page == MAP_FAILED) {
    Complain("cannot allocate", name);
    close(spool_fd);
    spool_fd = -1;
    return;
  }
  csnake_spool_header* fresh = page;
  fresh->version = CSNAKE_SPOOL_VERSION;
  fresh->header_bytes = CSNAKE_SPOOL_HEADER_BYTES;
  fresh->pid = (uint32_t)getpid();
  fresh->parent_pid = (uint32_t)getppid();
  fresh->used_bytes = CSNAKE_SPOOL_HEADER_BYTES;
  fresh->fault_site = scratch_page.header.fault_site;
  fresh->start_ns = scratch_page.header.start_ns ? scratch_page.header.start_ns : Monotonic();
  fresh->fault_known = scratch_page.header.fault_known;
  __atomic_store_n(&fresh->magic, CSNAKE_SPOOL_MAGIC, __ATOMIC_RELEASE);
  header = fresh;
  recording = 1;
}

/* Allocates file space, so that a full disk is an error here and not SIGBUS later. Returns 0 when it worked. */
static int Extend(uint64_t bytes, uint64_t* offset) {
  *offset = header->used_bytes;
  if (*offset + bytes > kSpoolBytesMax || !FindAgain()) return -1;
  if (posix_fallocate(spool_fd, (off_t)*offset, (off_t)bytes) != 0) return -1;
  return 0;
}

static csnake_spool_chunk* NewChunk(uint32_t slots) {
  const uint32_t states = 2 * slots;
  const uint64_t raw = sizeof(csnake_spool_chunk) + (uint64_t)slots * sizeof(csnake_spool_slot) +
                       (uint64_t)states * sizeof(csnake_spool_state);
  const uint64_t bytes = (raw + 4095) & ~4095ull;
  csnake_spool_chunk* chunk = NULL;
  uint64_t offset = 0;
  pthread_mutex_lock(&lock);
  if (mapped_count < kChunksMax && Extend(bytes, &offset) == 0) {
    void* memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, spool_fd, (off_t)offset);
    if (memory != MAP_FAILED) {
      chunk = memory;
      chunk->slots = slots;
      chunk->states = states;
      chunk->bytes = bytes;
      chunk->magic = CSNAKE_CHUNK_MAGIC;
      mapped[mapped_count].address = chunk;
      mapped[mapped_count++].offset = offset;
      __atomic_store_n(&header->used_bytes, offset + bytes, __ATOMIC_RELEASE);
    }
  }
  pthread_mutex_unlock(&lock);
  return chunk;
}

static void ReturnTable(void* mine) {
  Table* t = mine;
  table = NULL;
  csnake_memos = NULL;
  pthread_mutex_lock(&lock);
  t->next_free = free_tables;
  free_tables = t;
  pthread_mutex_unlock(&lock);
}

static Table* TakeTable(void) {
  pthread_mutex_lock(&lock);
  Table* t = free_tables;
  if (t) free_tables = t->next_free;
  if (!t) {
    t = mmap(NULL, sizeof(Table), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (t == MAP_FAILED) t = NULL;
    if (t) t->next = all_tables, all_tables = t;
  }
  pthread_mutex_unlock(&lock);
  if (!t) return NULL;
  pthread_setspecific(thread_end, t);
  csnake_memos = t->memos;
  return t;
}

static csnake_spool_slot* Slots(csnake_spool_chunk* chunk) { return (csnake_spool_slot*)(chunk + 1); }

static csnake_spool_state* States(csnake_spool_chunk* chunk) {
  return (csnake_spool_state*)(Slots(chunk) + chunk->slots);
}

static uint64_t HashKey(uint64_t site, uint8_t value, uint64_t caller0, uint64_t caller1, uint64_t parent_loop) {
  uint64_t hash = site + value;
  hash = (hash ^ caller0) * 0x9e3779b97f4a7c15ull;
  hash = (hash ^ (hash >> 29) ^ caller1) * 0xbf58476d1ce4e5b9ull;
  hash = (hash ^ (hash >> 32) ^ parent_loop) * 0x94d049bb133111ebull;
  return hash ^ (hash >> 31);
}

/* The slot in this chunk, or the empty one where it belongs, or NULL when the chunk is three quarters full. */
static csnake_spool_slot* Probe(csnake_spool_chunk* chunk, uint64_t hash, uint64_t site, uint8_t value, uint64_t c0,
                                uint64_t c1, uint64_t parent) {
  csnake_spool_slot* slots = Slots(chunk);
  const uint64_t mask = chunk->slots - 1;
  for (uint64_t i = hash & mask;; i = (i + 1) & mask) {
    csnake_spool_slot* s = &slots[i];
    if (!s->ready) return chunk->slots_used < chunk->slots / 4 * 3 ? s : NULL;
    if (s->site == site && s->value == value && s->caller[0] == c0 && s->caller[1] == c1 && s->parent_loop == parent)
      return s;
  }
}

static csnake_spool_slot* Lose(void) {
  __atomic_fetch_add(&csnake_spool()->lost_slots, 1, __ATOMIC_RELAXED);
  scratch_slot.next_check = UINT64_MAX;
  return &scratch_slot;
}

static csnake_spool_slot* Grow(Table* t, uint64_t hash) {
  if (t->chunks == 16) return NULL;
  const uint32_t slots = t->chunks ? t->chunk[t->chunks - 1]->slots * 2 : kFirstSlots;
  csnake_spool_chunk* chunk = NewChunk(slots > kSlotsMax ? kSlotsMax : slots);
  if (!chunk) return NULL;
  t->chunk[t->chunks++] = chunk;
  return &Slots(chunk)[hash & (chunk->slots - 1)];
}

csnake_spool_slot* csnake_slot(csnake_u64 site, unsigned char value, csnake_u64 c0, csnake_u64 c1, csnake_u64 parent) {
  if (!csnake_recording()) {
    scratch_slot.next_check = UINT64_MAX;
    return &scratch_slot;
  }
  if (csnake_busy) return Lose();
  csnake_busy = 1;
  if (!table) table = TakeTable();
  if (!table) return csnake_busy = 0, Lose();
  const uint64_t hash = HashKey(site, value, c0, c1, parent);
  csnake_spool_slot* slot = NULL;
  for (int i = table->chunks; i-- > 0;) {
    csnake_spool_slot* found = Probe(table->chunk[i], hash, site, value, c0, c1, parent);
    if (found && found->ready) return csnake_busy = 0, found;
    if (found && !slot) slot = found;
  }
  if (!slot) slot = Grow(table, hash);
  if (!slot) return csnake_busy = 0, Lose();
  slot->site = site;
  slot->value = value;
  slot->caller[0] = c0;
  slot->caller[1] = c1;
  slot->parent_loop = parent;
  slot->next_check = 1;
  slot->window_ms = 1;
  for (int i = table->chunks; i-- > 0;) {
    csnake_spool_chunk* chunk = table->chunk[i];
    if (slot >= Slots(chunk) && slot < Slots(chunk) + chunk->slots) ++chunk->slots_used;
  }
  __atomic_store_n(&slot->ready, 1, __ATOMIC_RELEASE);
  csnake_busy = 0;
  return slot;
}

static csnake_spool_chunk* ChunkOf(const csnake_spool_slot* slot) {
  for (int i = table ? table->chunks : 0; i-- > 0;) {
    csnake_spool_chunk* chunk = table->chunk[i];
    if (slot >= Slots(chunk) && slot < Slots(chunk) + chunk->slots) return chunk;
  }
  return NULL;
}

int csnake_slot_is_scratch(const csnake_spool_slot* slot) { return slot == &scratch_slot; }

int csnake_slot_state(csnake_spool_slot* slot, const csnake_spool_state* state) {
  csnake_spool_chunk* chunk = ChunkOf(slot);
  if (!chunk || csnake_busy) return kCsnakeStateLost;
  const size_t key = offsetof(csnake_spool_state, next);
  for (uint32_t i = slot->state; i; i = States(chunk)[i - 1].next)
    if (memcmp(&States(chunk)[i - 1], state, key) == 0) return kCsnakeStateKept;
  if (slot->states == CSNAKE_STATES_PER_SLOT || chunk->states_used == chunk->states) {
    ++slot->states_dropped;
    if (slot->states == CSNAKE_STATES_PER_SLOT) return kCsnakeStateDropped;
    __atomic_fetch_add(&header->lost_states, 1, __ATOMIC_RELAXED);
    return kCsnakeStateLost;
  }
  csnake_busy = 1;
  const uint32_t index = chunk->states_used++;
  csnake_spool_state* kept = &States(chunk)[index];
  memcpy(kept, state, key);
  kept->next = slot->state;
  __atomic_store_n(&slot->state, index + 1, __ATOMIC_RELEASE);
  ++slot->states;
  csnake_busy = 0;
  return kCsnakeStateKept;
}

void csnake_slot_time(csnake_spool_slot* slot) {
  if (slot == &scratch_slot) return;
  const int64_t now = csnake_now();
  const int64_t since = slot->first_ns ? now - slot->last_ns : 0;
  const uint64_t events = slot->count - slot->checked;
  if (slot->first_ns && events && slot->checked_entry == slot->entries) {
    const int64_t each_ns = since / (int64_t)events;
    slot->timed += events;
    slot->timed_ns += since;
    if (!slot->least_ns || each_ns < slot->least_ns) slot->least_ns = each_ns ? each_ns : 1;
  }
  slot->checked_entry = slot->entries;
  if (!slot->first_ns) slot->first_ns = now;
  slot->last_ns = now;
  while ((uint64_t)now / 1000000 / slot->window_ms >= CSNAKE_WINDOWS) {
    for (unsigned i = 0; i < CSNAKE_WINDOWS; ++i)
      slot->windows[i] = i < CSNAKE_WINDOWS / 2 ? slot->windows[2 * i] + slot->windows[2 * i + 1] : 0;
    slot->window_ms *= 2;
  }
  slot->windows[(uint64_t)now / 1000000 / slot->window_ms] += (uint32_t)events;
  slot->checked = slot->count;
  /* Aim at one reading in 0.1 to 1 ms: rare events are timed each, hot loops every few thousand iterations. */
  uint64_t step = slot->next_check > events && events ? events : 1;
  if (since > 0 && since < 100000) step *= 2;
  if (since > 1000000) step /= 2;
  slot->next_check = slot->count + (step ? step : 1);
}

/* In the child of fork: the parent's chunks are shared memory, and pointers into them stand in loops on this stack.
 * So each is copied, emptied of counts, and mapped at the same address from the child's own file. */
static void AfterForkInChild(void) {
  pthread_mutex_init(&lock, NULL);
  csnake_events_after_fork();
  csnake_busy = 0;
  for (Table* t = all_tables; t; t = t->next) memset(t->memos, 0, sizeof t->memos); /* Slots lose their states. */
  if (!csnake_recording()) return;
  if (IsOurs()) close(spool_fd);
  spool_fd = -1;
  recording = 0;
  memset(&scratch_page, 0, sizeof scratch_page);
  scratch_page.header.fault_site = header->fault_site;
  scratch_page.header.fault_known = header->fault_known;
  scratch_page.header.body_begin_ns = header->body_begin_ns;
  munmap(header, CSNAKE_SPOOL_HEADER_BYTES);
  header = NULL;
  CreateFile();
  if (header && scratch_page.header.body_begin_ns) header->body_begin_ns = 1;
  for (int i = 0; i < mapped_count; ++i) {
    csnake_spool_chunk* chunk = mapped[i].address;
    const uint64_t bytes = chunk->bytes;
    csnake_spool_chunk* copy = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (copy == MAP_FAILED) _exit(70);
    memcpy(copy, chunk, sizeof *chunk);
    copy->states_used = 0;
    for (uint32_t s = 0; s < chunk->slots; ++s) {
      const csnake_spool_slot* from = &Slots(chunk)[s];
      csnake_spool_slot* to = &Slots(copy)[s];
      if (!from->ready) continue;
      to->site = from->site;
      to->value = from->value;
      to->caller[0] = from->caller[0];
      to->caller[1] = from->caller[1];
      to->parent_loop = from->parent_loop;
      to->next_check = 1;
      to->window_ms = 1;
      to->ready = 1;
    }
    uint64_t offset = 0;
    if (header && Extend(bytes, &offset) == 0 &&
        mmap(chunk, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, spool_fd, (off_t)offset) != MAP_FAILED) {
      memcpy(chunk, copy, bytes);
      mapped[i].offset = offset;
      header->used_bytes = offset + bytes;
    } else {
      mmap(chunk, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS, -1, 0);
      memcpy(chunk, copy, bytes);
      __atomic_fetch_add(&csnake_spool()->lost_slots, 1, __ATOMIC_RELAXED);
    }
    munmap(copy, bytes);
  }
}

static void BeforeFork(void) { pthread_mutex_lock(&lock); }
static void AfterForkInParent(void) { pthread_mutex_unlock(&lock); }

static void OpenOnce(void) {
  scratch_page.header.start_ns = Monotonic();
  const char* directory = getenv(CSNAKE_ENV_SPOOL);
  if (!directory || !*directory) return;
  if (strlen(directory) >= sizeof spool_directory) {
    errno = ENAMETOOLONG;
    Complain("cannot use", directory);
    return;
  }
  strcpy(spool_directory, directory);
  if (pthread_key_create(&thread_end, ReturnTable) != 0) return;
  CreateFile();
  pthread_atfork(BeforeFork, AfterForkInParent, AfterForkInChild);
}

void csnake_spool_open(void) { pthread_once(&opened, OpenOnce); }
