#include "solver/internal/chains.h"

#include <algorithm>

namespace csnake::solver {
namespace {

constexpr size_t kCacheMax = 200'000;

std::vector<Choice> WithoutLiteral(const std::vector<Choice>& choices, Literal literal) {
  std::vector<Choice> rest;
  for (Choice choice : choices) {
    for (Conjunction& option : choice) std::erase(option, literal);
    if (std::ranges::none_of(choice, &Conjunction::empty)) rest.push_back(std::move(choice));
  }
  return rest;
}

}  // namespace

void Chains::AddChoice(const LinkFacts& facts, uint32_t situation, std::vector<Choice>& choices) {
  if (facts.options.empty()) return;
  Choice choice = facts.options;
  for (Conjunction& option : choice) {
    for (Literal& literal : option) literal = literals_.Copy(literal, situation);
    std::ranges::sort(option);
  }
  choices.push_back(std::move(choice));
}

bool Chains::Collect(std::span<const Sides> hops, Ends ends, std::vector<Choice>& choices) {
  bool exact = true;
  const auto add = [&](const LinkFacts& facts, size_t situation) {
    exact &= !facts.weakened;
    AddChoice(facts, static_cast<uint32_t>(situation), choices);
  };
  for (size_t i = 0; i + 1 < hops.size(); ++i) add(links_.Find(hops[i].effect, hops[i + 1].cause), i + 1);
  if (ends == Ends::kClosed) {
    add(links_.Find(hops.back().effect, hops.front().cause), 0);
  } else if (ends == Ends::kObserved) {
    add(links_.FindEnd(hops.front().cause), 0);
    add(links_.FindEnd(hops.back().effect), hops.size());
  }
  std::vector<SideId> between;
  for (const Sides& hop : hops) between.insert(between.end(), hop.between.begin(), hop.between.end());
  std::ranges::sort(between);
  between.erase(std::ranges::unique(between).begin(), between.end());
  for (size_t i = 0; i < between.size(); ++i) add(links_.FindEnd(between[i]), hops.size() + 1 + i);
  // Few options first: they narrow the others.
  std::ranges::sort(choices, [](const Choice& a, const Choice& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  choices.erase(std::ranges::unique(choices).begin(), choices.end());
  return exact;
}

const ChainFacts& Chains::Find(std::span<const Sides> hops, Ends ends) {
  static const ChainFacts kUnconditional;
  Key key;
  key.first = Collect(hops, ends, key.second);
  if (key.second.empty() && key.first) return kUnconditional;
  if (const auto found = cache_.find(key); found != cache_.end()) return found->second;
  ChainFacts facts = Solve(key.second);
  if (facts.outcome.compatible) facts.outcome.decided &= key.first;
  if (cache_.size() >= kCacheMax) cache_.clear();
  return cache_.emplace(std::move(key), std::move(facts)).first->second;
}

ChainFacts Chains::Solve(const std::vector<Choice>& choices) {
  ChainFacts facts;
  if (ChooseFirstFit(choices, false, facts)) return facts;
  const Answer answer = Decide(choices);
  facts.outcome = {.compatible = answer != Answer::kContradiction, .decided = answer != Answer::kUnknown};
  if (answer != Answer::kSatisfiable) return facts;
  ChooseFirstFit(choices, true, facts);
  return facts;
}

// Takes of each choice the first option that fits what was taken before; with `look_ahead` also what is still to come.
bool Chains::ChooseFirstFit(const std::vector<Choice>& choices, bool look_ahead, ChainFacts& facts) {
  facts.chosen.clear();
  for (size_t i = 0; i < choices.size(); ++i) {
    const std::vector<Choice> later(choices.begin() + static_cast<std::ptrdiff_t>(i) + 1, choices.end());
    const auto fits = [&](const Conjunction& option) {
      const Conjunction all = Union(facts.chosen, option);
      const Answer answer = look_ahead ? conjunctions_.Decide(all, later) : conjunctions_.Decide(all);
      return answer == Answer::kSatisfiable;
    };
    const auto option = std::ranges::find_if(choices[i], fits);
    if (option == choices[i].end()) return false;
    facts.chosen = Union(facts.chosen, *option);
  }
  return true;
}

Answer Chains::Decide(const std::vector<Choice>& choices) {
  Conjunction fixed;
  std::vector<Choice> open;
  for (const Choice& choice : choices) {
    if (choice.size() == 1) fixed = Union(fixed, choice.front());
    else open.push_back(choice);
  }
  const Answer answer = conjunctions_.Decide(fixed);
  if (open.empty() || answer == Answer::kContradiction) return answer;
  return conjunctions_.Decide(fixed, open);
}

std::vector<std::string> Chains::Needs(const ChainFacts& facts) {
  Conjunction stable = facts.chosen;
  std::erase_if(stable, [&](Literal literal) { return !literals_.At(literal).only_stable; });
  return ToText(conjunctions_.Irredundant(stable));
}

std::vector<std::string> Chains::Explain(std::span<const Sides> hops, Ends ends) {
  std::vector<Choice> core;
  Collect(hops, ends, core);
  for (size_t i = core.size(); i-- > 0;) {
    std::vector<Choice> rest = core;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
    if (Decide(rest) == Answer::kContradiction) core = std::move(rest);
  }
  const auto literals_of = [](const std::vector<Choice>& choices) {
    Conjunction all;
    for (const Choice& choice : choices)
      for (const Conjunction& option : choice) all = Union(all, option);
    return all;
  };
  for (const Literal literal : literals_of(core)) {
    std::vector<Choice> rest = WithoutLiteral(core, literal);
    if (Decide(rest) == Answer::kContradiction) core = std::move(rest);
  }
  return ToText(literals_of(core));
}

std::vector<std::string> Chains::ToText(const Conjunction& conjunction) const {
  std::vector<std::string> text;
  for (const Literal literal : conjunction) text.push_back(literals_.Source(literal));
  std::ranges::sort(text);
  text.erase(std::ranges::unique(text).begin(), text.end());
  return text;
}

}  // namespace csnake::solver
