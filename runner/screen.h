// runner/screen.h — does the first run of an experiment show anything that its repeats could confirm?
//
// Most faults in most tests change nothing. Repeats are for those whose first run shows an occurrence, an outcome or an
// amount of work that no profile run of the workload showed; the others are decided by one run. An effect that happens in
// a share s of the injected runs is missed with probability 1 - s.
#pragma once

#include <array>
#include <map>
#include <tuple>

#include "model/run.h"

namespace csnake::runner {

// The most that any profile run showed, by monitor and calling context.
class Extent {
 public:
  void Add(const model::Run& run);
  // Something new, or at least a quarter and two iterations more of a loop than ever before.
  bool IsExceededBy(const model::Run& run) const;

 private:
  using Key = std::tuple<model::SiteId, uint8_t, std::array<model::FunctionId, 2>>;
  static std::map<Key, uint64_t> CountsOf(const model::Run& run);

  std::map<Key, uint64_t> most_;
};

}  // namespace csnake::runner
