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

}  // namespace csnake::fca
