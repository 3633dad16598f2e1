#include "stitcher/internal/chooser.h"

#include <algorithm>
#include <limits>
#include <map>

namespace csnake::stitcher {
namespace {

constexpr double kNoWay = std::numeric_limits<double>::infinity();
constexpr int kAttemptsMax = 20'000;  // Prefixes looked at.

// The first lanes of a combination, with a bound on the cost of its best completion.
struct Prefix {
  double bound = 0;
  double q = 0;
  std::vector<uint32_t> lanes;

  // For a heap whose front is the smallest.
  bool operator<(const Prefix& other) const { return bound != other.bound ? bound > other.bound : lanes > other.lanes; }
};

// A* over the layers of lanes; the bound is exact but for delays and chain-wide conditions.
class Attempt {
 public:
  Attempt(const LinkGraph& graph, solver::Compatibility& compatible, std::span<const uint32_t> arcs, int delays_max)
      : graph_(graph), compatible_(compatible), arcs_(arcs), delays_max_(delays_max) {}

  std::optional<Selection> Run() {
    const Arc& first = graph_.arcs[arcs_.front()];
    for (uint32_t lane = first.lanes_begin; lane < first.lanes_end; ++lane)
      Push({.bound = 0, .q = graph_.lanes[lane].q, .lanes = {lane}});
    for (int attempt = 0; !heap_.empty(); ++attempt) {
      if (attempt == kAttemptsMax) return undecided_;
      std::pop_heap(heap_.begin(), heap_.end());
      const Prefix prefix = std::move(heap_.back());
      heap_.pop_back();
      const bool whole = prefix.lanes.size() == arcs_.size();
      if (!whole && refused_ && !CheckChain(prefix.lanes, false).compatible) continue;
      if (!whole) {
        Expand(prefix);
      } else if (Admissible(prefix.lanes)) {
        const solver::Outcome outcome = CheckChain(prefix.lanes, true);
        if (outcome.compatible) return Selection{.lanes = prefix.lanes, .q = prefix.q, .decided = outcome.decided};
        if (!refused_) undecided_ = Selection{.lanes = prefix.lanes, .q = prefix.q, .decided = false};
        refused_ = true;
      }
    }
    return std::nullopt;
  }

 private:
  void Expand(const Prefix& prefix) {
    const Arc& arc = graph_.arcs[arcs_[prefix.lanes.size()]];
    const Lane& last = graph_.lanes[prefix.lanes.back()];
    for (uint32_t lane = arc.lanes_begin; lane < arc.lanes_end; ++lane) {
      if (!graph_.Links(last, graph_.lanes[lane])) continue;
      Prefix longer{.bound = 0, .q = prefix.q + graph_.lanes[lane].q, .lanes = prefix.lanes};
      longer.lanes.push_back(lane);
      Push(std::move(longer));
    }
  }

  void Push(Prefix prefix) {
    const auto& rest = RestFor(graph_.lanes[prefix.lanes.front()]);
    const size_t hop = prefix.lanes.size() - 1;
    prefix.bound = prefix.q + rest[hop][prefix.lanes.back() - graph_.arcs[arcs_[hop]].lanes_begin];
    if (prefix.bound == kNoWay || Delays(prefix.lanes) > delays_max_) return;
    heap_.push_back(std::move(prefix));
    std::push_heap(heap_.begin(), heap_.end());
  }

  // Per hop and lane: the least cost of what follows, back to a first lane that leaves by the same port as `first`.
  const std::vector<std::vector<double>>& RestFor(const Lane& first) {
    const auto [place, inserted] = rests_.try_emplace(first.out);
    if (!inserted) return place->second;
    auto& rest = place->second;
    rest.resize(arcs_.size());
    for (size_t hop = arcs_.size(); hop-- > 0;) {
      const Arc& arc = graph_.arcs[arcs_[hop]];
      for (uint32_t lane = arc.lanes_begin; lane < arc.lanes_end; ++lane) {
        const bool closes = hop + 1 == arcs_.size();
        rest[hop].push_back(closes ? (graph_.Links(graph_.lanes[lane], first) ? 0 : kNoWay)
                                   : Cheapest(graph_.lanes[lane], graph_.arcs[arcs_[hop + 1]], rest[hop + 1]));
      }
    }
    return rest;
  }

  double Cheapest(const Lane& from, const Arc& arc, const std::vector<double>& rest) const {
    double best = kNoWay;
    for (uint32_t lane = arc.lanes_begin; lane < arc.lanes_end; ++lane) {
      const double cost = graph_.lanes[lane].q + rest[lane - arc.lanes_begin];
      if (cost < best && graph_.Links(from, graph_.lanes[lane])) best = cost;
    }
    return best;
  }

  int Delays(const std::vector<uint32_t>& lanes) const {
    return static_cast<int>(std::ranges::count_if(lanes, [&](uint32_t lane) { return graph_.lanes[lane].delay; }));
  }

  bool Admissible(const std::vector<uint32_t>& lanes) const {
    return std::ranges::any_of(lanes, [&](uint32_t lane) { return graph_.lanes[lane].measured; });
  }

  solver::Outcome CheckChain(const std::vector<uint32_t>& lanes, bool closed) {
    hops_.clear();
    for (const uint32_t lane : lanes) hops_.push_back(graph_.lanes[lane].sides);
    return compatible_.ChainSides(hops_, closed);
  }

  const LinkGraph& graph_;
  solver::Compatibility& compatible_;
  std::span<const uint32_t> arcs_;
  int delays_max_;
  bool refused_ = false;  // Prefixes are checked only after a whole chain was refused: most cycles pass at once.
  std::optional<Selection> undecided_;
  std::vector<Prefix> heap_;
  std::map<uint32_t, std::vector<std::vector<double>>> rests_;
  std::vector<solver::Sides> hops_;
};

}  // namespace

std::optional<Selection> ChooseLanes(const LinkGraph& graph, solver::Compatibility& compatible,
                                     std::span<const uint32_t> arcs, int delays_max) {
  return Attempt(graph, compatible, arcs, delays_max).Run();
}

}  // namespace csnake::stitcher
