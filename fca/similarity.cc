#include "fca/similarity.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace csnake::fca {
namespace {

using Effects = std::set<model::Fault>;
using Weights = std::map<model::Fault, double>;

Weights SquaredWeights(const EffectVectors& vectors) {
  double all = 0;
  Weights with;
  for (const auto& [cause, workloads] : vectors)
    for (const auto& [workload, effects] : workloads) {
      all += 1;
      for (const model::Fault& effect : effects) with[effect] += 1;
    }
  for (auto& [effect, number] : with) {
    const double weight = std::log((1 + all) / (1 + number)) + 1;
    number = weight * weight;
  }
  return with;
}

double Cosine(const Effects& one, const Effects& other, const Weights& weights) {
  if (one.empty() || other.empty()) return one.empty() && other.empty() ? 1 : 0;
  double product = 0;
  double one_square = 0;
  double other_square = 0;
  for (const model::Fault& effect : one) {
    one_square += weights.at(effect);
    if (other.contains(effect)) product += weights.at(effect);
  }
  for (const model::Fault& effect : other) other_square += weights.at(effect);
  return product / std::sqrt(one_square * other_square);
}

// Over the pairs of different vectors.
double SumOfPairs(const std::map<std::string, Effects>& workloads, const Weights& weights) {
  double sum = 0;
  for (auto one = workloads.begin(); one != workloads.end(); ++one)
    for (auto other = std::next(one); other != workloads.end(); ++other) sum += Cosine(one->second, other->second, weights);
  return sum;
}

// 1 for one vector, which has no pair.
double MeanOfPairs(double sum, double vectors) { return vectors > 1 ? std::clamp(2 * sum / (vectors * (vectors - 1)), 0.0, 1.0) : 1; }

}  // namespace

std::map<model::Fault, double> SimScores(const EffectVectors& vectors) {
  const Weights weights = SquaredWeights(vectors);
  std::map<model::Fault, double> scores;
  for (const auto& [cause, workloads] : vectors) scores[cause] = MeanOfPairs(SumOfPairs(workloads, weights), static_cast<double>(workloads.size()));
  return scores;
}

namespace {

// Sums of cosines between all vectors of two groups; on the diagonal over pairs of different vectors of one.
class Groups {
 public:
  explicit Groups(const EffectVectors& vectors) {
    const Weights weights = SquaredWeights(vectors);
    for (const auto& [fault, workloads] : vectors) {
      clusters_.push_back({{fault}, 1});
      sizes_.push_back(static_cast<double>(workloads.size()));
      alone_.push_back(workloads.size() == 1 && !workloads.begin()->second.empty());
    }
    sums_.assign(clusters_.size(), std::vector<double>(clusters_.size(), 0));
    size_t i = 0;
    for (auto one = vectors.begin(); one != vectors.end(); ++one, ++i) {
      size_t j = i;
      for (auto other = one; other != vectors.end(); ++other, ++j)
        sums_[i][j] = sums_[j][i] = one == other ? SumOfPairs(one->second, weights) : SumBetween(one->second, other->second, weights);
    }
  }

  // Joins the two most similar groups, the first on a tie; false when none are similar enough.
  bool JoinOne(double least) {
    double best = -1;
    size_t one = 0;
    size_t other = 0;
    for (size_t i = 0; i < clusters_.size(); ++i) {
      for (size_t j = i + 1; j < clusters_.size(); ++j) {
        const double mean = sums_[i][j] / (sizes_[i] * sizes_[j]);
        if (mean <= best) continue;
        best = mean;
        one = i;
        other = j;
      }
    }
    if (best < least) return false;
    Join(one, other);
    return true;
  }

  std::vector<model::FaultCluster> Take() {
    for (size_t i = 0; i < clusters_.size(); ++i) {
      clusters_[i].sim_score = alone_[i] && sizes_[i] <= 1 ? 0 : MeanOfPairs(sums_[i][i], sizes_[i]);
      std::ranges::sort(clusters_[i].faults);
    }
    std::ranges::sort(clusters_, {}, [](const model::FaultCluster& cluster) { return cluster.faults.front(); });
    return std::move(clusters_);
  }

 private:
  static double SumBetween(const std::map<std::string, Effects>& ones, const std::map<std::string, Effects>& others,
                           const Weights& weights) {
    double sum = 0;
    for (const auto& [workload, one] : ones)
      for (const auto& [workload2, other] : others) sum += Cosine(one, other, weights);
    return sum;
  }

  void Join(size_t one, size_t other) {
    std::ranges::move(clusters_[other].faults, std::back_inserter(clusters_[one].faults));
    sums_[one][one] += sums_[other][other] + sums_[one][other];
    for (size_t k = 0; k < clusters_.size(); ++k)
      if (k != one) sums_[one][k] = sums_[k][one] = sums_[one][k] + sums_[other][k];
    sizes_[one] += sizes_[other];
    const auto at = static_cast<std::ptrdiff_t>(other);
    clusters_.erase(clusters_.begin() + at);
    sizes_.erase(sizes_.begin() + at);
    alone_.erase(alone_.begin() + at);
    sums_.erase(sums_.begin() + at);
    for (auto& row : sums_) row.erase(row.begin() + at);
  }

  std::vector<model::FaultCluster> clusters_;
  std::vector<double> sizes_;
  std::vector<bool> alone_;  // One vector, with effects.
  std::vector<std::vector<double>> sums_;
};

}  // namespace

std::vector<model::FaultCluster> ClusterFaults(const EffectVectors& vectors, double least_similarity) {
  Groups groups(vectors);
  while (groups.JoinOne(least_similarity)) {
  }
  return groups.Take();
}

}  // namespace csnake::fca
