#include "solver/internal/situations.h"

#include <algorithm>

namespace csnake::solver {
namespace {

using model::ContextStates;
using model::Fault;
using model::Formula;
using model::FunctionId;
using model::LocalFrame;
using model::LocalState;

uint64_t Mix(uint64_t hash, uint64_t value) {
  hash = (hash ^ value) * 0x9e3779b97f4a7c15ULL;
  return hash ^ (hash >> 29);
}

std::vector<uint64_t> Flattened(const Side& side) {
  std::vector<uint64_t> key;
  for (const Context& context : side) {
    key.insert(key.end(), {context.callers[0].value, context.callers[1].value, context.any ? 1U : 0U,
                           static_cast<uint64_t>(context.states.size())});
    key.insert(key.end(), context.states.begin(), context.states.end());
  }
  return key;
}

// Joins contexts with the same callers: their states are alternatives.
void AddTo(Side& side, Context context) {
  const auto place = std::ranges::lower_bound(side, context.callers, {}, &Context::callers);
  if (place == side.end() || place->callers != context.callers) {
    side.insert(place, std::move(context));
    return;
  }
  place->any |= context.any;
  place->states.insert(place->states.end(), context.states.begin(), context.states.end());
  if (place->any) place->states.clear();
}

}  // namespace

size_t Situations::KeyHash::operator()(const Key& key) const noexcept {
  uint64_t hash = model::kHashSeed;
  for (const uint64_t part : key) hash = Mix(hash, part);
  return static_cast<size_t>(hash);
}

size_t Situations::StateHash::operator()(const LocalState& state) const noexcept {
  uint64_t hash = model::kHashSeed;
  for (const LocalFrame& frame : state.frames) hash = Mix(Mix(Mix(hash, frame.function.value), frame.seen), frame.taken);
  return static_cast<size_t>(hash);
}

Situations::Situations(const model::Catalogue& catalogue, const CompatibilityOptions& options, Literals& literals,
                       Conjunctions& conjunctions)
    : catalogue_(catalogue), options_(options), literals_(literals), conjunctions_(conjunctions) {
  sides_.emplace_back();  // Number 0 is the side of which nothing is known.
  side_ids_.emplace(std::vector<uint64_t>{}, SideId{0});
}

SideId Situations::Add(const std::vector<ContextStates>& contexts, const Fault* forced, int runs) {
  if (options_.level == Level::kNone) return SideId{0};
  Side side;
  for (const ContextStates& context : contexts) AddTo(side, Merged(context, forced, runs));
  for (Context& context : side) {
    std::ranges::sort(context.states);
    context.states.erase(std::ranges::unique(context.states).begin(), context.states.end());
  }
  const auto [place, inserted] = side_ids_.try_emplace(Flattened(side), static_cast<SideId>(sides_.size()));
  if (inserted) sides_.push_back(std::move(side));
  return place->second;
}

bool Situations::IsSelfOrOwnLambda(FunctionId caller, FunctionId callee) const {
  if (!caller || !callee) return false;
  if (caller == callee) return true;
  const model::Function* outer = catalogue_.Find(callee);
  const model::Function* inner = catalogue_.Find(caller);
  return outer && inner && inner->name.starts_with(outer->name + "::lambda");
}

size_t Situations::ToldBy(const ContextStates& context) const {
  FunctionId callee = context.states.empty() ? FunctionId{} : context.states.front().frames[0].function;
  for (size_t i = 0; i < context.callers.size(); ++i) {
    if (IsSelfOrOwnLambda(context.callers[i], callee)) return i;
    callee = context.callers[i];
  }
  return context.callers.size();
}

Context Situations::Merged(const ContextStates& from, const Fault* forced, int runs) {
  Context context{.callers = from.callers, .told = ToldBy(from), .any = !from.complete || from.states.empty(), .states = {}};
  for (const LocalState& state : from.states) {
    if (context.any) break;
    const StateId id = Intern(Reduced(state, forced, runs));
    context.any = contradictory_[id];
    context.states.push_back(id);
  }
  if (context.any) context.states.clear();
  return context;
}

LocalState Situations::Reduced(const LocalState& state, const Fault* forced, int runs) const {
  LocalState reduced = state;
  if (forced != nullptr) {
    const model::Site* site = catalogue_.Find(forced->site);
    if (site != nullptr && site->guard >= 0 && site->guard < 64) reduced.frames[0].seen &= ~(uint64_t{1} << site->guard);
  }
  for (LocalFrame& frame : reduced.frames) {
    const Branches& branches = BranchesOf(frame.function);
    if (options_.level != Level::kTrace) frame.seen &= branches.known;
    if (runs < model::kTellingRuns) frame.seen &= branches.stable;
    frame.taken &= frame.seen;
  }
  if (options_.level == Level::kTrace) reduced.frames[1] = reduced.frames[2] = LocalFrame{};
  return reduced;
}

StateId Situations::Intern(const LocalState& state) {
  const auto [place, inserted] = state_ids_.try_emplace(state, static_cast<StateId>(states_.size()));
  if (inserted) {
    states_.push_back(state);
    contradictory_.push_back(IsContradictory(place->second));
    if (contradictory_.back()) ++contradictory_states_;
  }
  return place->second;
}

bool Situations::IsContradictory(StateId state) {
  if (options_.level == Level::kTrace) return false;
  Conjunction all;
  for (size_t i = 0; i < states_[state].frames.size(); ++i) all = Union(all, Conditions(i, states_[state].frames[i]));
  return conjunctions_.Decide(all) == Answer::kContradiction;
}

const Situations::Branches& Situations::BranchesOf(FunctionId function) const {
  const auto [place, inserted] = branches_.try_emplace(function);
  const model::Function* found = inserted ? catalogue_.Find(function) : nullptr;
  if (found == nullptr) return place->second;
  for (const model::Branch& branch : found->branches) {
    if (branch.number < 0 || branch.number >= 64) continue;
    const uint64_t bit = uint64_t{1} << branch.number;
    const Formula condition = Qualified(branch.condition, [&](Formula& term) { term.stable = IsStable(term); });
    place->second.known |= bit;
    if (model::HasOnlyStableTerms(condition)) place->second.stable |= bit;
  }
  return place->second;
}

bool Situations::IsStable(const Formula& term) const {
  return term.stable && catalogue_.IsStable(term.name) && !options_.unstable.contains(term.name);
}

const Conjunction& Situations::Conditions(size_t index, const LocalFrame& frame) {
  const auto [place, inserted] = conditions_.try_emplace(Key{index, frame.function.value, frame.seen, frame.taken});
  const model::Function* function = inserted ? catalogue_.Find(frame.function) : nullptr;
  if (function == nullptr) return place->second;
  for (const model::Branch& branch : function->branches) {
    if (branch.number < 0 || branch.number >= 64 || ((frame.seen >> branch.number) & 1) == 0) continue;
    literals_.Add(QualifiedCondition(index, frame.function, branch), ((frame.taken >> branch.number) & 1) != 0,
                  place->second);
  }
  return place->second;
}

// A local term has one value per frame. A term that was taken for stable and is not may change between any two reads,
// because the instrumenter did not number its versions: it has one value per branch.
Formula Situations::QualifiedCondition(size_t index, FunctionId function, const model::Branch& branch) const {
  const std::string frame = kQualifier + std::to_string(index);
  return Qualified(branch.condition, [&](Formula& term) {
    if (IsStable(term)) return;
    const bool demoted = term.stable;
    term.stable = false;
    term.name += frame;
    if (demoted) term.name += "." + model::ToHex(function.value) + "." + std::to_string(branch.number);
  });
}

std::string Situations::CallersToText(const Context& context) const {
  std::string text;
  for (const FunctionId caller : context.callers) {
    if (!caller) continue;
    const model::Function* function = catalogue_.Find(caller);
    text += (text.empty() ? "called by " : ", by ") + (function != nullptr ? function->name : model::ToHex(caller.value));
  }
  return text.empty() ? "called by nothing that is instrumented" : text;
}

}  // namespace csnake::solver
