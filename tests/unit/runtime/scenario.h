// unit/runtime/scenario.h — a small hooked program, written as the instrumenter would write it, and a process to run
// it in: the runtime reads its environment once a process, so every scenario gets a process of its own.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "model/run.h"
#include "runtime/hooks.h"

namespace csnake::runtime {

// The program's sites. Functions have ids from 100.
inline constexpr uint64_t kLoop = 0x11, kInner = 0x12, kThrow = 0x13, kQuestion = 0x14, kWatched = 0x15;
inline constexpr uint64_t kMain = 100, kWork = 101, kCheck = 102, kAsk = 103;

// Announces the sites; the first thing that a scenario does.
void Begin();

// A function called Main with `body` in it.
void Main(const std::function<void()>& body);
// `n` iterations of kLoop, `inside` called in each.
void Work(int n, const std::function<void(int)>& inside = {});
// One iteration of kInner: nested in whatever runs.
void Nested();
// Fails for n < 0; kThrow is its guarded error. Returns whether it failed.
bool Check(int n);
// kQuestion: what the caller sees of a natural `answer`.
bool Ask(bool answer);
// The same question `n` times in a loop; in each round a branch of the asking function has one of `paths` outcomes.
void AskAgain(int n, int paths, const std::function<bool(int)>& answer);
// kWatched: a branch on stable terms.
void Watch(bool outcome);

// What a scenario left behind.
struct Trace {
  int status = 0;      // Exit code, or 128 + signal.
  std::string errors;  // Its stderr.
  model::Run run;      // All processes together.
  std::vector<model::Run> processes;  // One by one, in the order of file names.
  uint64_t spool_bytes = 0;           // Of all spools.

  // Summed over calling contexts.
  uint64_t Count(uint64_t site, int value = 0) const { return CountIn(run, site, value); }
  uint64_t Entries(uint64_t site) const;
  static uint64_t CountIn(const model::Run& run, uint64_t site, int value = 0);
};

using Environment = std::vector<std::pair<std::string, std::string>>;

// Runs `body` in a child; `spool` empty: in a new folder; "none": without CSNAKE_SPOOL.
Trace Record(const std::function<void()>& body, const Environment& environment = {}, const std::string& spool = "");

// Text for CSNAKE_FAULT.
std::string Fault(uint64_t site, int value, int first_hit, int hits, int64_t delay_ns = 0, int64_t total_ns = 0);

}  // namespace csnake::runtime
