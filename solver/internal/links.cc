#include "solver/internal/links.h"

#include <algorithm>
#include <iterator>

namespace csnake::solver {
namespace {

using model::LocalFrame;
using model::LocalState;

constexpr size_t kOptionsMax = 64;
constexpr int kPairsExplainedMax = 32;

bool Share(const std::vector<uint32_t>& a, const std::vector<uint32_t>& sorted) {
  return std::ranges::any_of(a, [&](uint32_t term) { return std::ranges::binary_search(sorted, term); });
}

}  // namespace

template <typename Visit>
void Links::ForEachPair(SideId effect, SideId cause, Visit visit) {
  const Side& left = situations_.At(effect);
  const Side& right = situations_.At(cause);
  if (left.empty() || right.empty()) {
    VisitAlone(left.empty() ? right : left, visit);
    return;
  }
  for (const Context& a : left) {
    for (const Context& b : right) {
      if (!MayBeOne(a, b)) continue;
      if (a.any || b.any) {
        if (!VisitAlone({a.any ? b : a}, visit)) return;
        continue;
      }
      for (const StateId x : a.states) {
        for (const StateId y : b.states) {
          Conjunction conjunction;
          const Answer answer = DecidePair(situations_.State(x), situations_.State(y), conjunction);
          if (!visit(conjunction, answer)) return;
        }
      }
    }
  }
}

// The other side may be any state, so these fit; what is known of them still holds along the chain.
template <typename Visit>
bool Links::VisitAlone(const Side& side, Visit visit) {
  if (side.empty()) return visit(Conjunction{}, Answer::kSatisfiable);
  for (const Context& context : side) {
    if (context.any && !visit(Conjunction{}, Answer::kSatisfiable)) return false;
    for (const StateId state : context.states)
      if (!visit(level_ == Level::kChain ? Alone(state) : Conjunction{}, Answer::kSatisfiable)) return false;
  }
  return true;
}

Conjunction Links::Alone(StateId state) {
  Conjunction all;
  const LocalState& local = situations_.State(state);
  for (size_t i = 0; i < local.frames.size(); ++i) all = Union(all, situations_.Conditions(i, local.frames[i]));
  return all;
}

Answer Links::DecidePair(const LocalState& a, const LocalState& b, Conjunction& conjunction) {
  for (size_t i = 0; i < a.frames.size(); ++i) {
    const LocalFrame& x = a.frames[i];
    const LocalFrame& y = b.frames[i];
    if (x.function != y.function || !x.function) continue;
    if (((x.taken ^ y.taken) & x.seen & y.seen) != 0) {
      conjunction = OppositeOutcomes(i, x, y);
      return Answer::kContradiction;
    }
  }
  if (level_ == Level::kTrace) return Answer::kSatisfiable;
  for (size_t i = 0; i < a.frames.size(); ++i) {
    if (a.frames[i].function != b.frames[i].function || !a.frames[i].function) continue;
    conjunction = Union(conjunction, Union(situations_.Conditions(i, a.frames[i]), situations_.Conditions(i, b.frames[i])));
  }
  return conjunctions_.Decide(conjunction);
}

Conjunction Links::OppositeOutcomes(size_t index, LocalFrame a, LocalFrame b) {
  const uint64_t opposite = (a.taken ^ b.taken) & a.seen & b.seen;
  a.seen = b.seen = opposite & (~opposite + 1);  // The first of them says enough.
  a.taken &= a.seen;
  b.taken &= b.seen;
  const Conjunction first = situations_.Conditions(index, a);
  return Union(first, situations_.Conditions(index, b));
}

const LinkFacts& Links::Find(SideId effect, SideId cause) {
  const uint64_t key = (static_cast<uint64_t>(effect) << 32) | static_cast<uint64_t>(cause);
  const auto found = links_.find(key);
  return found != links_.end() ? found->second : links_.emplace(key, Compute(effect, cause)).first->second;
}

LinkFacts Links::Compute(SideId effect, SideId cause) {
  LinkFacts facts;
  bool satisfiable = false;
  bool unknown = false;
  ForEachPair(effect, cause, [&](const Conjunction& conjunction, Answer answer) {
    satisfiable |= answer == Answer::kSatisfiable;
    unknown |= answer == Answer::kUnknown;
    if (level_ != Level::kChain) return !satisfiable;
    if (answer != Answer::kContradiction) facts.options.push_back(Slice(conjunction));
    return facts.options.empty() || !facts.options.back().empty();  // Nothing can ask less than nothing.
  });
  facts.outcome = {.compatible = satisfiable || unknown, .decided = satisfiable || !unknown};
  Reduce(facts);
  return facts;
}

const LinkFacts& Links::FindEnd(SideId side) {
  const auto [place, inserted] = ends_.try_emplace(static_cast<uint64_t>(side));
  LinkFacts& facts = place->second;
  if (!inserted || level_ != Level::kChain) return facts;
  VisitAlone(situations_.At(side), [&](const Conjunction& conjunction, Answer) {
    facts.options.push_back(Slice(conjunction));
    return true;
  });
  Reduce(facts);
  return facts;
}

// Literals about stable terms, and those tied to them through shared local terms. The rest cannot meet another link.
Conjunction Links::Slice(const Conjunction& conjunction) const {
  Conjunction slice;
  Conjunction rest;
  std::vector<uint32_t> terms;
  const auto take = [&](Literal literal) {
    slice.push_back(literal);
    for (const uint32_t term : literals_.At(literal).terms)
      if (!literals_.TermIsStable(term)) terms.push_back(term);
    std::ranges::sort(terms);
  };
  for (const Literal literal : conjunction) {
    if (literals_.At(literal).mentions_stable) take(literal);
    else rest.push_back(literal);
  }
  for (bool grown = true; grown;) {
    grown = false;
    for (size_t i = 0; i < rest.size(); ++i) {
      if (!Share(literals_.At(rest[i]).terms, terms)) continue;
      take(rest[i]);
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i--));
      grown = true;
    }
  }
  std::ranges::sort(slice);
  return slice;
}

void Links::Reduce(LinkFacts& facts) const {
  Choice& all = facts.options;
  if (all.empty()) return;
  facts.required = all.front();
  std::erase_if(facts.required, [&](Literal literal) {
    return !literals_.At(literal).only_stable ||
           !std::ranges::all_of(all, [&](const Conjunction& o) { return std::ranges::binary_search(o, literal); });
  });
  std::ranges::sort(all, [](const Conjunction& a, const Conjunction& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  Choice kept;
  for (Conjunction& option : all) {
    const bool implied = std::ranges::any_of(kept, [&](const Conjunction& k) { return std::ranges::includes(option, k); });
    if (!implied) kept.push_back(std::move(option));
    if (kept.size() > kOptionsMax) break;
  }
  facts.weakened = kept.size() > kOptionsMax;
  if (facts.weakened) kept = {facts.required};
  if (kept.front().empty()) kept.clear();
  all = std::move(kept);
}

std::vector<std::string> Links::Explain(SideId effect, SideId cause) {
  std::vector<std::string> best;
  int met = 0;
  ForEachPair(effect, cause, [&](const Conjunction& conjunction, Answer) {
    ++met;
    std::vector<std::string> core;
    for (const Literal literal : level_ == Level::kTrace ? conjunction : conjunctions_.Core(conjunction))
      core.push_back(literals_.Source(literal));
    std::ranges::sort(core);
    core.erase(std::ranges::unique(core).begin(), core.end());
    if (best.empty() || (!core.empty() && core.size() < best.size())) best = std::move(core);
    return best.size() > 2 && met < kPairsExplainedMax;  // Two conditions are as short as a contradiction gets.
  });
  if (met == 0)
    return {situations_.CallersToText(situations_.At(effect).front()),
            situations_.CallersToText(situations_.At(cause).front())};
  if (best.empty()) best.push_back("one branch had both outcomes");
  return best;
}

}  // namespace csnake::solver
