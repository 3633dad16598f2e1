#include "scenario.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "runtime/spool.h"
#include "store/spool_reader.h"
#include "tests/support/scratch.h"

namespace csnake::runtime {
namespace {

namespace fs = std::filesystem;

csnake_site sites[] = {{kLoop, 6, 1, 0, 0, 0}, {kInner, 6, 1, 0, 0, 0}, {kThrow, 1, 1, 0, 0, 0},
                       {kQuestion, 4, 1, 0, 0, 0}, {kWatched, 7, 1, 0, 0, 0}};
csnake_site& SiteOf(uint64_t id) { return sites[id - kLoop]; }

#define FRAME(id)                                                                                       \
  [[maybe_unused]] csnake_path path = {id, 0, 0};                                                                       \
  csnake_frame shown __attribute__((cleanup(csnake_leave))) = {csnake_top_frame, id, 0, 0};            \
  csnake_frame* const frame = &shown;                                                                  \
  csnake_top_frame = frame

#define LEAF(id)                 \
  [[maybe_unused]] csnake_path path = {id, 0, 0}; \
  csnake_frame* const frame = nullptr

#define LOOP(name, site)                                               \
  csnake_loop around __attribute__((cleanup(csnake_loop_leave)));      \
  csnake_u64* const name = csnake_enter(&path, frame, &SiteOf(site), &around)

std::string ReadAll(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

[[noreturn]] void RunChild(const std::function<void()>& body, const Environment& environment, const std::string& errors) {
  const int file = open(errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (dup2(file, 2) != 2) _exit(99);
  for (const char* name : {CSNAKE_ENV_SPOOL, CSNAKE_ENV_FAULT, CSNAKE_ENV_BODY, CSNAKE_ENV_ASSERT}) unsetenv(name);
  for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
  alarm(60);
  body();
  _exit(0);
}

void ReadEach(const fs::path& folder, Trace& trace) {
  std::vector<fs::path> spools;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".spool") spools.push_back(entry.path());
  std::ranges::sort(spools);
  for (const fs::path& spool : spools) {
    trace.spool_bytes += fs::file_size(spool);
    const fs::path alone = folder / "alone";
    fs::create_directory(alone);
    fs::copy_file(spool, alone / "1-0.spool");
    EXPECT_TRUE(store::ReadSpools(alone.string(), trace.processes.emplace_back()));
    fs::remove_all(alone);
  }
}

}  // namespace

void Begin() { csnake_register(std::begin(sites), std::end(sites)); }

void Main(const std::function<void()>& body) {
  FRAME(kMain);
  body();
}

void Work(int n, const std::function<void(int)>& inside) {
  FRAME(kWork);
  LOOP(loop, kLoop);
  for (int i = 0; i < n; ++i) {
    csnake_iterate(&path, frame, &SiteOf(kLoop), loop, ~csnake_u64{0});
    if (inside) inside(i);
  }
}

void Nested() {
  LEAF(kWork);
  csnake_u64* const loop = csnake_enter(&path, frame, &SiteOf(kInner), nullptr);
  csnake_iterate(&path, frame, &SiteOf(kInner), loop, ~csnake_u64{0});
}

bool Check(int n) {
  LEAF(kCheck);
  if (csnake_branch(&path, frame, 1, csnake_force(&path, frame, &SiteOf(kThrow), 1, n < 0))) {
    csnake_occur(&path, frame, &SiteOf(kThrow));
    return true;
  }
  return false;
}

bool Ask(bool answer) {
  LEAF(kAsk);
  return csnake_negate(&path, frame, &SiteOf(kQuestion), answer);
}

void AskAgain(int n, int paths, const std::function<bool(int)>& answer) {
  LEAF(kAsk);
  csnake_cell cell = {{nullptr, nullptr}, 0, 0};
  for (int i = 0; i < n; ++i) {
    for (int bit = 0; bit < 8; ++bit) csnake_branch(&path, frame, csnake_u64{1} << bit, (i % paths) >> bit & 1);
    csnake_negate_again(&path, frame, &SiteOf(kQuestion), &cell, answer(i));
  }
}

void Watch(bool outcome) {
  LEAF(kAsk);
  csnake_branch(&path, frame, 1, csnake_watch(&path, frame, &SiteOf(kWatched), outcome));
}

uint64_t Trace::CountIn(const model::Run& run, uint64_t site, int value) {
  uint64_t count = 0;
  for (const auto& [key, seen] : run.observations)
    if (key.site.value == site && key.value == value) count += seen.count;
  return count;
}

uint64_t Trace::Entries(uint64_t site) const {
  uint64_t entries = 0;
  for (const auto& [key, seen] : run.observations)
    if (key.site.value == site) entries += seen.entries;
  return entries;
}

Trace Record(const std::function<void()>& body, const Environment& environment, const std::string& spool) {
  const support::Scratch scratch("runtime");
  EXPECT_TRUE(scratch);
  const fs::path& folder = scratch.path();
  Environment all = environment;
  if (spool != "none") all.emplace_back(CSNAKE_ENV_SPOOL, spool.empty() ? folder.string() : spool);
  const pid_t child = fork();
  if (child == 0) RunChild(body, all, (folder / "errors").string());
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  Trace trace;
  trace.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  trace.errors = ReadAll(folder / "errors");
  const fs::path spools = spool.empty() || spool == "none" ? folder : fs::path(spool);
  if (std::error_code ignored; fs::is_directory(spools, ignored)) {
    EXPECT_TRUE(store::ReadSpools(spools.string(), trace.run));
    if (spools == folder) ReadEach(folder, trace);
  }
  return trace;
}

std::string Fault(uint64_t site, int value, int first_hit, int hits, int64_t delay_ns, int64_t total_ns) {
  std::string text = model::ToHex(site);
  for (const int64_t number : {int64_t{value}, int64_t{first_hit}, int64_t{hits}, delay_ns, total_ns}) text += ":" + std::to_string(number);
  return text;
}

}  // namespace csnake::runtime
