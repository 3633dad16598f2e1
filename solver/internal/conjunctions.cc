#include "solver/internal/conjunctions.h"

#include <algorithm>

namespace csnake::solver {
namespace {

constexpr size_t kCacheMax = 2'000'000;  // About 200 MB; forgetting costs time, not answers.

Conjunction Without(const Conjunction& conjunction, size_t index) {
  Conjunction rest = conjunction;
  rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(index));
  return rest;
}

}  // namespace

Answer Conjunctions::Decide(const Conjunction& conjunction) {
  ++statistics_.queries;
  if (const auto found = cache_.find(conjunction); found != cache_.end()) {
    ++statistics_.cache_hits;
    return found->second;
  }
  const Answer answer = Compute(conjunction);
  if (cache_.size() >= kCacheMax) cache_.clear();
  cache_.emplace(conjunction, answer);
  return answer;
}

Answer Conjunctions::Compute(const Conjunction& conjunction) {
  if (const auto answer = DecideByBounds(literals_, conjunction)) {
    ++statistics_.decided_by_bounds;
    return *answer;
  }
  return Decide(conjunction, {});
}

Answer Conjunctions::Decide(const Conjunction& fixed, const std::vector<Choice>& choices) {
  ++statistics_.z3_checks;
  const Answer answer = session_.Check(fixed, choices);
  if (answer == Answer::kUnknown) ++statistics_.undecided;
  return answer;
}

Conjunction Conjunctions::Core(const Conjunction& conjunction) {
  Conjunction core = DecideByBounds(literals_, conjunction) ? conjunction : session_.Core(conjunction);
  for (size_t i = core.size(); i-- > 0;) {
    Conjunction rest = Without(core, i);
    if (Decide(rest) == Answer::kContradiction) core = std::move(rest);
  }
  return core;
}

Conjunction Conjunctions::Irredundant(const Conjunction& conjunction) {
  Conjunction kept = conjunction;
  for (size_t i = kept.size(); i-- > 0;) {
    Conjunction rest = Without(kept, i);
    Conjunction opposite = rest;
    opposite.push_back(Negate(kept[i]));
    std::ranges::sort(opposite);
    if (Decide(opposite) == Answer::kContradiction) kept = std::move(rest);
  }
  return kept;
}

}  // namespace csnake::solver
