#include "stitcher/clusters.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>

#include "stitcher/internal/structure.h"

namespace csnake::stitcher {
namespace {

using model::Cluster;
using model::Cycle;
using model::Edge;
using model::Fault;

// Which injected faults are equivalent. Faults are numbered; similar ones are found through the effects they share.
class Equivalence {
 public:
  explicit Equivalence(const std::vector<Edge>& edges) {
    for (const Edge& edge : edges) {
      if (IsStructural(edge.type)) continue;
      const uint32_t cause = Number(edge.cause, causes_);
      if (cause == effects_of_.size()) {
        effects_of_.emplace_back();
        is_delay_.push_back(edge.cause.kind == model::Kind::kDelay);
      }
      effects_of_[cause].push_back(Number(edge.effect, effects_));
    }
    causes_of_.resize(effects_.size());
    for (uint32_t cause = 0; cause < effects_of_.size(); ++cause) {
      auto& effects = effects_of_[cause];
      std::ranges::sort(effects);
      effects.erase(std::ranges::unique(effects).begin(), effects.end());
      for (const uint32_t effect : effects) causes_of_[effect].push_back(cause);
    }
    for (uint32_t cause = 0; cause < effects_of_.size(); ++cause) {
      squares_.push_back(0);
      for (const uint32_t effect : effects_of_[cause]) squares_.back() += Square(effect);
    }
    similar_.resize(effects_of_.size());
  }

  uint32_t NumberOf(const Fault& cause) const { return causes_.at(cause); }

  // Sorted, with `cause` itself.
  const std::vector<uint32_t>& SimilarTo(uint32_t cause) {
    auto& similar = similar_[cause];
    if (!similar.empty()) return similar;
    std::map<uint32_t, double> common{{cause, squares_[cause]}};
    for (const uint32_t effect : effects_of_[cause])
      for (const uint32_t other : causes_of_[effect])
        if (other != cause && is_delay_[other] == is_delay_[cause]) common[other] += Square(effect);
    for (const auto& [other, sum] : common)
      if (other == cause || sum >= kSimilarityMin * std::sqrt(squares_[cause] * squares_[other])) similar.push_back(other);
    return similar;
  }

 private:
  static uint32_t Number(const Fault& fault, std::map<Fault, uint32_t>& numbers) {
    return numbers.try_emplace(fault, static_cast<uint32_t>(numbers.size())).first->second;
  }

  double Square(uint32_t effect) const {
    const auto n = static_cast<double>(effects_of_.size());
    const double weight = std::log((1 + n) / (1 + static_cast<double>(causes_of_[effect].size()))) + 1;
    return weight * weight;
  }

  std::map<Fault, uint32_t> causes_;
  std::map<Fault, uint32_t> effects_;
  std::vector<std::vector<uint32_t>> effects_of_;
  std::vector<std::vector<uint32_t>> causes_of_;
  std::vector<bool> is_delay_;
  std::vector<double> squares_;
  std::vector<std::vector<uint32_t>> similar_;
};

// Finds the first leader that tells the same story as a cycle: by two consecutive faults where few faults are similar to
// them, otherwise by looking at all leaders of that length, of which there are few then.
class Leaders {
 public:
  explicit Leaders(Equivalence& equivalence) : equivalence_(equivalence) {}

  // The first leader all of whose faults are among these.
  std::optional<size_t> FindContained(const std::vector<uint32_t>& faults) const {
    std::vector<uint32_t> sorted = faults;
    std::ranges::sort(sorted);
    std::optional<size_t> best;
    for (const uint32_t fault : sorted) {
      const auto found = by_smallest_.find(fault);
      if (found == by_smallest_.end()) continue;
      for (const size_t leader : found->second)
        if ((!best || leader < *best) && std::ranges::includes(sorted, sorted_[leader])) best = leader;
    }
    return best;
  }

  std::optional<size_t> Find(const std::vector<uint32_t>& faults) {
    const auto& like_first = equivalence_.SimilarTo(faults[0]);
    const auto& like_second = equivalence_.SimilarTo(faults[1 % faults.size()]);
    std::optional<size_t> best;
    const auto& all = by_length_[faults.size()];
    if (like_first.size() * like_second.size() >= all.size() * faults.size()) {
      for (const Place& place : all) Consider(faults, place, best);
      return best;
    }
    for (const uint32_t first : like_first) {
      for (const uint32_t second : like_second) {
        const auto found = by_pair_.find({faults.size(), first, second});
        if (found == by_pair_.end()) continue;
        for (const Place& place : found->second) Consider(faults, place, best);
      }
    }
    return best;
  }

  void Add(std::vector<uint32_t> faults) {
    for (size_t i = 0; i < faults.size(); ++i) {
      const Place place{.leader = leaders_.size(), .position = i};
      by_length_[faults.size()].push_back(place);
      by_pair_[{faults.size(), faults[i], faults[(i + 1) % faults.size()]}].push_back(place);
    }
    sorted_.push_back(faults);
    std::ranges::sort(sorted_.back());
    by_smallest_[sorted_.back().front()].push_back(leaders_.size());
    leaders_.push_back(std::move(faults));
  }

 private:
  struct Place {
    size_t leader = 0;
    size_t position = 0;  // Which fault of the leader stands against the cycle's first.
  };

  void Consider(const std::vector<uint32_t>& faults, const Place& place, std::optional<size_t>& best) {
    if (best && *best <= place.leader) return;
    const auto& leader = leaders_[place.leader];
    for (size_t i = 0; i < faults.size(); ++i) {
      const uint32_t other = leader[(i + place.position) % leader.size()];
      if (other != faults[i] && !std::ranges::binary_search(equivalence_.SimilarTo(faults[i]), other)) return;
    }
    best = place.leader;
  }

  Equivalence& equivalence_;
  std::vector<std::vector<uint32_t>> leaders_;
  std::vector<std::vector<uint32_t>> sorted_;  // The same faults of each, in ascending order.
  std::map<uint32_t, std::vector<size_t>> by_smallest_;
  std::map<size_t, std::vector<Place>> by_length_;
  std::map<std::tuple<size_t, uint32_t, uint32_t>, std::vector<Place>> by_pair_;
};

std::vector<uint32_t> InjectedFaults(const std::vector<Edge>& edges, const Cycle& cycle, const Equivalence& equivalence) {
  std::vector<uint32_t> faults;
  for (const size_t edge : cycle.edges)
    if (!IsStructural(edges[edge].type)) faults.push_back(equivalence.NumberOf(edges[edge].cause));
  return faults;
}

}  // namespace

std::vector<Cluster> FindClusters(const std::vector<Edge>& edges, const std::vector<Cycle>& cycles) {
  std::vector<size_t> order(cycles.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::vector<size_t> injected(cycles.size());
  for (size_t i = 0; i < cycles.size(); ++i)
    injected[i] = static_cast<size_t>(std::ranges::count_if(cycles[i].edges, [&](size_t e) { return !IsStructural(edges[e].type); }));
  std::ranges::stable_sort(order, {}, [&](size_t cycle) { return std::pair(injected[cycle], cycles[cycle].edges.size()); });

  Equivalence equivalence(edges);
  Leaders leaders(equivalence);
  std::vector<Cluster> clusters;
  for (const size_t cycle : order) {
    std::vector<uint32_t> faults = InjectedFaults(edges, cycles[cycle], equivalence);
    auto leader = leaders.FindContained(faults);
    if (!leader) leader = leaders.Find(faults);
    if (leader) {
      clusters[*leader].cycles.push_back(cycle);
      continue;
    }
    leaders.Add(std::move(faults));
    clusters.push_back({.id = "c-" + model::ToHex(model::Hash(cycles[cycle].fingerprint)).substr(0, 12),
                        .cycles = {cycle}});
  }
  for (Cluster& cluster : clusters) std::ranges::sort(cluster.cycles.begin() + 1, cluster.cycles.end());
  std::ranges::sort(clusters, {}, [](const Cluster& cluster) { return cluster.cycles.front(); });
  return clusters;
}

}  // namespace csnake::stitcher
