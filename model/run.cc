#include "model/run.h"

#include <algorithm>

#include "model/cycle.h"

namespace csnake::model {

std::string_view ToName(Ending ending) {
  switch (ending) {
    case Ending::kPassed:
      return "passed";
    case Ending::kFailed:
      return "failed";
    case Ending::kCrashed:
      return "crashed";
    case Ending::kTimedOut:
      return "timed out";
    case Ending::kNotStarted:
      return "not started";
  }
  return "unknown";
}

Gain operator*(const Gain& a, const Gain& b) {
  const double high = a.high > 0 && b.high > 0 ? a.high * b.high : 0;  // Not 0 times infinity.
  return {a.low * b.low, a.mid * b.mid, high};
}

std::string_view ToName(Verdict verdict) { return verdict == Verdict::kDamped ? "damped" : "plausible"; }

size_t Findings::ReportedClusters() const {
  return static_cast<size_t>(std::ranges::count_if(
      clusters, [this](const Cluster& cluster) { return cycles[cluster.cycles.front()].verdict != Verdict::kDamped; }));
}

std::string_view ToName(EdgeType type) {
  switch (type) {
    case EdgeType::kErrorByDelay:
      return "E(D)";
    case EdgeType::kGrowthByDelay:
      return "S+(D)";
    case EdgeType::kErrorByError:
      return "E(I)";
    case EdgeType::kGrowthByError:
      return "S+(I)";
    case EdgeType::kEnclosing:
      return "ICFG";
    case EdgeType::kSibling:
      return "CFG";
    case EdgeType::kSamePredicate:
      return "PRED";
  }
  return "unknown";
}

}  // namespace csnake::model
