#include "solver/internal/conjunctions.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace csnake::solver {
namespace {

constexpr size_t kCacheMax = 2'000'000;  // About 200 MB; forgetting costs time, not answers.

Conjunction Without(const Conjunction& conjunction, size_t index) {
  Conjunction rest = conjunction;
  rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(index));
  return rest;
}

// Parts that have no term in common: each has a solution of its own, or the whole has none.
std::vector<Conjunction> Independent(const Literals& literals, const Conjunction& conjunction) {
  std::vector<size_t> part(conjunction.size());  // Named by its first literal.
  std::iota(part.begin(), part.end(), size_t{0});
  std::map<uint32_t, size_t> first_with;  // Of each term.
  for (size_t i = 0; i < conjunction.size(); ++i) {
    for (const uint32_t term : literals.At(conjunction[i]).terms) {
      const size_t other = part[first_with.try_emplace(term, i).first->second];
      std::ranges::replace(part, size_t{std::max(other, part[i])}, size_t{std::min(other, part[i])});
    }
  }
  std::map<size_t, Conjunction> parts;
  for (size_t i = 0; i < conjunction.size(); ++i) parts[part[i]].push_back(conjunction[i]);
  std::vector<Conjunction> all;
  for (auto& [name, literals_of] : parts) all.push_back(std::move(literals_of));
  return all;
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
  const std::vector<Conjunction> parts = Independent(literals_, conjunction);
  if (parts.size() == 1) return Decide(conjunction, {});
  Answer all = Answer::kSatisfiable;
  for (const Conjunction& part : parts) {
    const Answer answer = Decide(part);
    if (answer == Answer::kContradiction) return answer;
    if (answer == Answer::kUnknown) all = answer;
  }
  return all;
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
