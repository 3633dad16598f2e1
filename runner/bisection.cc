#include "runner/bisection.h"

#include <algorithm>
#include <optional>

namespace csnake::runner {
namespace {

model::Experiment Halved(const model::Experiment& experiment, int times) {
  model::Experiment weaker = experiment;
  weaker.dose.delay_ns >>= times;
  weaker.dose.total_ns >>= times;
  return weaker;
}

int MostHalvings(const DelayedHop& hop) {
  const int64_t shortest = std::max(kShortestDelayNs, hop.iteration_ns);
  int times = 0;
  while (hop.experiment.dose.delay_ns >> (times + 1) >= shortest) ++times;
  return times;
}

std::optional<model::Experiment> NextDose(const DelayedHop& hop, const Tried& tried) {
  int enough = 0;
  int too_short = MostHalvings(hop) + 1;
  while (too_short - enough > 1) {
    const int times = (enough + too_short) / 2;
    const auto found = tried.find(Halved(hop.experiment, times));
    if (found == tried.end()) return Halved(hop.experiment, times);
    (found->second.contains(hop.effect) ? enough : too_short) = times;
  }
  return std::nullopt;
}

}  // namespace

std::vector<model::Experiment> NextDoses(std::span<const DelayedHop> hops, const Tried& tried) {
  std::vector<model::Experiment> next;
  std::set<model::Experiment> known;
  for (const DelayedHop& hop : hops)
    if (const auto dose = NextDose(hop, tried); dose && known.insert(*dose).second) next.push_back(*dose);
  return next;
}

}  // namespace csnake::runner
