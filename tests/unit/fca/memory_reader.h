// tests/unit/fca/memory_reader.h — a campaign told in the domain's words, read from memory.
//
//   World world;
//   world.Declare("A", Kind::kThrow);
//   world.Declare("L", Kind::kDelay);
//   for (int i = 0; i < 5; ++i) world.Profile("w").Iterates("L", 10);
//   for (int i = 0; i < 3; ++i) world.Inject("w", "A").Iterates("L", 20);
//   FindEdges(world.Reader());
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "store/reader.h"

namespace csnake::fca {

class MemoryReader : public store::Reader {
 public:
  model::Catalogue catalogue;
  std::vector<store::Workload> workloads;
  std::vector<model::Run> runs;  // Any order; visited in the interface's.
  bool sorted = true;            // False: as they stand, to play a broken store.

  model::Result<model::Catalogue> ReadCatalogue() const override { return catalogue; }
  model::Result<std::vector<store::Workload>> ReadWorkloads() const override { return workloads; }
  model::Result<void> ForEachRun(std::string_view workload,
                                 const std::function<void(const model::Run&)>& visit) const override;
};

model::SiteId SiteNamed(const std::string& name);
model::FunctionId FunctionNamed(const std::string& name);

struct LoopShape {
  uint64_t entries = 1;
  std::string parent = {};
  std::string caller = "main";
  std::vector<std::string> after = {};  // Loops that the same execution of the parent held before.
};

// One run. Bursts happen at 10 ms, the body lasts 160 ms from 0 unless told otherwise: 16 windows of 10 ms.
class RunTeller {
 public:
  explicit RunTeller(model::Run run) : run_(std::move(run)) { Lasts(160); }

  RunTeller& Lasts(int64_t ms);  // Before anything periodic.
  RunTeller& Starts(int64_t ms);  // The body; last.
  RunTeller& Ends(model::Ending ending);
  RunTeller& Fires(uint64_t times);
  RunTeller& InjectedAt(int64_t ms);
  RunTeller& InjectedIn(const model::LocalState& state);
  RunTeller& Fails(const std::string& site, uint64_t times = 1, const std::string& caller = "main");
  RunTeller& FailsAt(const std::string& site, int64_t ms);
  RunTeller& FailsIn(const std::string& site, const model::LocalState& state, uint64_t dropped = 0);
  RunTeller& Reaches(const std::string& site);  // Without an occurrence.
  RunTeller& Says(const std::string& site, uint64_t times_false, uint64_t times_true);
  RunTeller& Iterates(const std::string& loop, uint64_t times, const LoopShape& shape = {});
  RunTeller& IteratesThroughout(const std::string& loop, uint64_t times, const LoopShape& shape = {});

  const model::Run& run() const { return run_; }

 private:
  model::Observation& At(const std::string& site, uint8_t value, const LoopShape& shape);
  void Count(model::Observation& observation, uint64_t times, int64_t at_ns) const;
  model::Run run_;
};

class World {
 public:
  model::Site& Declare(const std::string& name, model::Kind kind);
  RunTeller& Profile(const std::string& workload);
  RunTeller& Inject(const std::string& workload, const std::string& site, uint8_t value = 0, model::Dose dose = {});
  void Exclude(const std::string& workload, const std::string& why);
  model::Fault FaultOf(const std::string& site, uint8_t value = 0) const;
  MemoryReader Reader() const;
  model::Catalogue& catalogue() { return catalogue_; }

 private:
  void Know(const std::string& workload);
  model::Catalogue catalogue_;
  std::vector<store::Workload> workloads_;
  std::deque<RunTeller> runs_;
};

// A state of function `name` whose branch 0 was taken or not.
model::LocalState State(const std::string& name, bool taken, const std::string& caller = "main");

}  // namespace csnake::fca
