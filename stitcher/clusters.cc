#include "stitcher/clusters.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

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

// Finds the leader of a cycle through a fault that is similar to the cycle's first.
class Leaders {
 public:
  explicit Leaders(Equivalence& equivalence) : equivalence_(equivalence) {}

  std::optional<size_t> Find(const std::vector<uint32_t>& faults) {
    std::optional<size_t> first;
    for (const uint32_t similar : equivalence_.SimilarTo(faults.front())) {
      const auto found = at_.find({faults.size(), similar});
      if (found == at_.end()) continue;
      for (const auto& [leader, position] : found->second) {
        if (first && *first <= leader) break;  // They come in the order in which they were added.
        if (Matches(faults, leaders_[leader], position)) first = leader;
      }
    }
    return first;
  }

  void Add(std::vector<uint32_t> faults) {
    for (size_t i = 0; i < faults.size(); ++i) at_[{faults.size(), faults[i]}].emplace_back(leaders_.size(), i);
    leaders_.push_back(std::move(faults));
  }

 private:
  bool Matches(const std::vector<uint32_t>& faults, const std::vector<uint32_t>& leader, size_t shift) {
    for (size_t i = 1; i < faults.size(); ++i) {
      const uint32_t other = leader[(i + shift) % leader.size()];
      if (!std::ranges::binary_search(equivalence_.SimilarTo(faults[i]), other)) return false;
    }
    return true;
  }

  Equivalence& equivalence_;
  std::vector<std::vector<uint32_t>> leaders_;
  std::map<std::pair<size_t, uint32_t>, std::vector<std::pair<size_t, size_t>>> at_;  // (length, fault): leader, position.
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
  std::ranges::stable_sort(order, {}, [&](size_t cycle) { return cycles[cycle].edges.size(); });

  Equivalence equivalence(edges);
  Leaders leaders(equivalence);
  std::vector<Cluster> clusters;
  for (const size_t cycle : order) {
    std::vector<uint32_t> faults = InjectedFaults(edges, cycles[cycle], equivalence);
    if (const auto leader = leaders.Find(faults)) {
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
