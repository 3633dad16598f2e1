/* A test program as the runner sees one: gtest's flags, a csnake_info section, spools as runtime/spool.h says.
 *
 * FAKE_CASES: names to list, separated by commas. FAKE_STATE: directory for `log`, one line a run, and counters.
 * What a case does follows from its name: Pass*, Quiet* (a fault has no effect), Wide*, Red*, Flaky*, Crash*, Hang*, Slow*, NoSite*,
 * NoHook*. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "runtime/spool.h"

#define SITE(id, kind, line, excluded) \
  "S\t" id "\t" kind "\tsrc/a.cc\t" line "\t1\t00000000000000f1\ttext\t-1\t1\t-1\t0\t0\t" excluded "\t\t0000000000000000\n"

__attribute__((section("csnake_info"), used)) static const char kCatalogue[] =
    "csnake-catalogue\t4\n"
    "F\t00000000000000f1\tkv::Apply\tsrc/a.cc\t1\t0\n" /* */
    SITE("00000000000000a1", "throw", "2", "") SITE("00000000000000a2", "negation", "3", "")
    SITE("00000000000000a3", "delay", "4", "") SITE("00000000000000a4", "throw", "5", "test code")
    SITE("00000000000000a5", "throw", "6", "") SITE("00000000000000a6", "throw", "7", "");

static char* chunk_at;
static struct csnake_spool_header* header;
static unsigned slots;

static void see(uint64_t site, uint8_t value, uint64_t count, uint64_t entries) {
  csnake_spool_slot* slot = (csnake_spool_slot*)(void*)(chunk_at + sizeof(csnake_spool_chunk)) + slots++;
  slot->site = site;
  slot->value = value;
  slot->count = slot->checked = count;
  slot->entries = entries;
  slot->first_ns = slot->last_ns = count ? 1000 : 0;
  slot->window_ms = 1;
  slot->windows[0] = (uint32_t)count;
  slot->ready = 1;
}

static int is(const char* name, const char* prefix) {
  const char* dot = strchr(name, '.');
  return dot && strncmp(dot + 1, prefix, strlen(prefix)) == 0;
}

static void inject(const char* name) {
  const char* fault = getenv(CSNAKE_ENV_FAULT);
  if (!fault) return;
  header->fault_site = strtoull(fault, NULL, 16);
  header->fault_known = header->fault_site >= 0xa1 && header->fault_site <= 0xa6;
  if (header->fault_site == 0xa6 || is(name, "NoSite")) return; /* a6 is reached, but its guard never holds. */
  header->injection_hits = header->injection_fired = 1;
  header->injection_first_ns = header->injection_last_ns = 500;
  if (!is(name, "Quiet")) see(0xa5, 0, 1, 0);
}

static void write_spool(const char* name) {
  static char bytes[16384];
  char path[512];
  const char* directory = getenv(CSNAKE_ENV_SPOOL);
  if (!directory || !*directory) return;
  header = (struct csnake_spool_header*)(void*)bytes;
  header->magic = CSNAKE_SPOOL_MAGIC;
  header->version = CSNAKE_SPOOL_VERSION;
  header->header_bytes = CSNAKE_SPOOL_HEADER_BYTES;
  header->pid = (uint32_t)getpid();
  header->start_ns = 1000000;
  header->used_bytes = sizeof bytes;
  if (!is(name, "NoHook")) {
    header->body_begin_ns = 100;
    header->body_end_ns = 20000000;
  }
  chunk_at = bytes + CSNAKE_SPOOL_HEADER_BYTES;
  csnake_spool_chunk* chunk = (csnake_spool_chunk*)(void*)chunk_at;
  chunk->magic = CSNAKE_CHUNK_MAGIC;
  chunk->slots = 32;
  chunk->bytes = sizeof bytes - CSNAKE_SPOOL_HEADER_BYTES;
  if (!is(name, "NoSite")) {
    see(0xa1, 0, 0, 0);
    see(0xa2, 0, 3, 0);
    see(0xa2, 1, 1, 0);
    see(0xa3, 0, 10, 1);
    if (is(name, "Wide")) see(0xa6, 0, 0, 0);
  }
  inject(name);
  snprintf(path, sizeof path, "%s/%d-0.spool", directory, (int)getpid());
  const int file = open(path, O_WRONLY | O_CREAT, 0600);
  if (file < 0 || write(file, bytes, sizeof bytes) != (ssize_t)sizeof bytes) exit(9);
  close(file);
}

static void append(const char* file_name, const char* text) {
  char path[512];
  const char* state = getenv("FAKE_STATE");
  if (!state) return;
  snprintf(path, sizeof path, "%s/%s", state, file_name);
  const int file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (file < 0 || write(file, text, strlen(text)) < 0) exit(9);
  close(file);
}

static long size_of(const char* file_name) {
  char path[512];
  struct stat status;
  snprintf(path, sizeof path, "%s/%s", getenv("FAKE_STATE"), file_name);
  return stat(path, &status) == 0 ? (long)status.st_size : 0;
}

static void log_run(const char* name) {
  char line[512];
  const char* fault = getenv(CSNAKE_ENV_FAULT);
  const char* assertion = getenv(CSNAKE_ENV_ASSERT);
  snprintf(line, sizeof line, "%s %s %s %s\n", name, getenv(CSNAKE_ENV_BODY), fault ? fault : "-", assertion ? assertion : "-");
  append("log", line);
}

static void note_pid(void) {
  char line[32];
  snprintf(line, sizeof line, "%d\n", (int)getpid());
  append("pids", line);
}

/* A child in its own session and a grandchild whose parent is gone: both must die with the run. */
static void hang(void) {
  note_pid();
  for (int depth = 0; depth < 2; ++depth) {
    if (fork() != 0) continue;
    setsid();
    if (depth == 1 && fork() != 0) _exit(0);
    note_pid();
    for (;;) sleep(100);
  }
  puts("hanging");
  fflush(stdout);
  for (;;) sleep(100);
}

static int run(const char* name) {
  log_run(name);
  write_spool(name);
  if (is(name, "Slow")) usleep(80000);
  if (is(name, "Hang")) hang();
  if (is(name, "Crash")) abort();
  if (is(name, "Red")) {
    puts("expected 1, got 2");
    return 1;
  }
  if (is(name, "Flaky")) {
    append("flaky", "x");
    return size_of("flaky") == 2;
  }
  return 0;
}

static void list(void) {
  char cases[1024];
  const char* wanted = getenv("FAKE_CASES");
  snprintf(cases, sizeof cases, "%s", wanted ? wanted : "Pass");
  puts("Running main() from fake\nSuite.");
  for (char* name = strtok(cases, ","); name; name = strtok(NULL, ",")) printf("  %s\n", name);
}

int main(int count, char** arguments) {
  const char* name = NULL;
  if (getenv("FAKE_BROKEN")) {
    puts("error while loading shared libraries");
    return 127;
  }
  for (int i = 1; i < count; ++i) {
    if (strcmp(arguments[i], "--gtest_list_tests") == 0) return list(), 0;
    if (strncmp(arguments[i], "--gtest_filter=", 15) == 0) name = arguments[i] + 15;
  }
  return name ? run(name) : 2;
}
