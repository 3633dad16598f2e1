#include "fca/structure.h"

#include <algorithm>
#include <tuple>

namespace csnake::fca {
namespace {

model::Fault Delay(model::SiteId loop) { return {loop, model::Kind::kDelay, 0}; }

struct Growth {
  const model::Edge* best = nullptr;
  Contexts contexts;  // Of the loop where it grew, over the S+ edges to it.
};

bool IsWithin(const model::ContextStates& context, const Contexts& within) { return within.contains(context.callers); }

bool GrewWithin(const model::Edge& edge, const Contexts& within) {
  return std::ranges::any_of(edge.effect_states, [&within](const auto& context) { return IsWithin(context, within); });
}

// The S+ edges to `loop` by which an iteration of `parent` holds more of it: it grew in a context that lies within the parent.
Growth GrowthWithin(model::SiteId loop, model::SiteId parent, const Nesting& nesting, const Shapes& shapes,
                    std::span<const model::Edge> edges, double least_growth) {
  Growth growth;
  const Contexts within = nesting.ContextsWithin(loop, parent);
  for (const model::Edge& edge : edges) {
    if (edge.effect.site != loop || edge.effect.kind != model::Kind::kDelay) continue;
    if (!GrewWithin(edge, within)) continue;
    const auto shape = shapes.experiments.find(model::ExperimentOf(edge));
    if (shape == shapes.experiments.end() || !shape->second.HoldsMore(loop, parent, shapes.profile, least_growth)) continue;
    const auto order = [](const model::Edge& e) { return std::tie(e.p, e.cause, e.dose); };
    if (!growth.best || order(edge) < order(*growth.best)) growth.best = &edge;
    for (const model::ContextStates& context : edge.effect_states) {
      if (!IsWithin(context, within)) continue;
      StateSet& set = growth.contexts[context.callers];
      set.states.insert(context.states.begin(), context.states.end());
      set.complete = set.complete && context.complete;
    }
  }
  return growth;
}

model::Edge Derive(const model::Edge& growth, model::EdgeType type, model::SiteId cause, model::SiteId effect) {
  model::Edge edge = growth;
  edge.type = type;
  edge.grown = growth.effect.site;
  edge.cause = Delay(cause);
  edge.effect = Delay(effect);
  edge.gain = {1, 1, 1};
  return edge;
}

}  // namespace

void Nesting::Add(const model::Run& run, const model::Catalogue& catalogue) {
  for (const auto& [key, observation] : run.observations) {
    const model::Site* site = catalogue.Find(key.site);
    if (!site || site->kind != model::Kind::kDelay || !site->excluded.empty()) continue;
    if (observation.count + observation.entries == 0) continue;
    const model::Site* around = key.parent_loop ? catalogue.Find(key.parent_loop) : nullptr;
    const bool hooked = around && around->kind == model::Kind::kDelay && around->excluded.empty();
    auto& [set, after] = loops_[key.site][hooked ? key.parent_loop : model::SiteId{}][key.callers];
    after.Add(observation.after);
    set.states.insert(observation.states.begin(), observation.states.end());
    set.complete = set.complete && observation.states_dropped == 0;
  }
}

std::set<std::pair<model::SiteId, model::SiteId>> Nesting::Pairs() const {
  std::set<std::pair<model::SiteId, model::SiteId>> pairs;
  for (const auto& [child, around] : loops_)
    for (const auto& [parent, inners] : around)
      if (parent) pairs.emplace(child, parent);
  return pairs;
}

void Nesting::Prune(const std::set<model::SiteId>& grown) {
  std::set<model::SiteId> parents;
  for (const model::SiteId loop : grown) parents.merge(ParentsOf(loop));
  std::erase_if(loops_, [&](const auto& entry) {
    if (grown.contains(entry.first) || parents.contains(entry.first)) return false;
    return std::ranges::none_of(entry.second, [&](const auto& around) { return parents.contains(around.first); });
  });
}

std::set<model::SiteId> Nesting::ParentsOf(model::SiteId child) const {
  std::set<model::SiteId> parents;
  const auto found = loops_.find(child);
  if (found == loops_.end()) return parents;
  for (const auto& [parent, contexts] : found->second)
    if (parent && parent != child) parents.insert(parent);
  return parents;
}

std::set<model::SiteId> Nesting::ChildrenOf(model::SiteId parent) const {
  std::set<model::SiteId> children;
  for (const auto& [child, around] : loops_)
    if (child != parent && around.contains(parent)) children.insert(child);
  return children;
}

Contexts Nesting::ContextsOf(model::SiteId loop) const {
  Contexts all;
  const auto found = loops_.find(loop);
  if (found == loops_.end()) return all;
  for (const auto& [parent, contexts] : found->second)
    for (const auto& [callers, inner] : contexts) all[callers].Merge(inner.set);
  return all;
}

Contexts Nesting::ToContexts(const Inners& inners) {
  Contexts contexts;
  for (const auto& [callers, inner] : inners) contexts.emplace(callers, inner.set);
  return contexts;
}

const Nesting::Inners* Nesting::Find(model::SiteId child, model::SiteId parent) const {
  const auto found = loops_.find(child);
  if (found == loops_.end()) return nullptr;
  const auto within = found->second.find(parent);
  return within == found->second.end() ? nullptr : &within->second;
}

Contexts Nesting::ContextsWithin(model::SiteId child, model::SiteId parent) const {
  const Inners* inners = Find(child, parent);
  return inners ? ToContexts(*inners) : Contexts{};
}

Contexts Nesting::ContextsAfter(model::SiteId child, model::SiteId earlier, model::SiteId parent) const {
  Contexts contexts;
  if (const Inners* inners = Find(child, parent))
    for (const auto& [callers, inner] : *inners)
      if (inner.after.MayContain(earlier)) contexts.emplace(callers, inner.set);
  return contexts;
}

void BatchShape::Add(const model::Run& run) {
  for (const auto& [key, observation] : run.observations) {
    const auto count = static_cast<double>(observation.count);
    iterations_[key.site] += count;
    if (!key.parent_loop) continue;
    Amount& amount = within_[{key.site, key.parent_loop}];
    amount.iterations += count;
    amount.entries += static_cast<double>(observation.entries);
  }
}

double BatchShape::PerIteration(model::SiteId child, model::SiteId parent) const {
  const auto together = within_.find({child, parent});
  const auto alone = iterations_.find(parent);
  if (together == within_.end() || alone == iterations_.end() || alone->second == 0) return 0;
  const double entries = together->second.entries;
  return together->second.iterations / (entries > 0 ? std::min(entries, alone->second) : alone->second);
}

bool BatchShape::HoldsMore(model::SiteId child, model::SiteId parent, const BatchShape& profile, double least_growth) const {
  const double now = PerIteration(child, parent);
  return now > 0 && now >= (1 + least_growth) * profile.PerIteration(child, parent);
}

void BatchShape::Prune(const std::set<model::SiteId>& grown) {
  std::set<model::SiteId> parents;
  std::erase_if(within_, [&](const auto& entry) { return !grown.contains(entry.first.first); });
  for (const auto& [pair, amount] : within_) parents.insert(pair.second);
  std::erase_if(iterations_, [&](const auto& entry) { return !parents.contains(entry.first); });
}

std::vector<model::Edge> StructuralEdges(const Nesting& nesting, const Shapes& shapes, std::span<const model::Edge> edges,
                                         double least_growth) {
  std::vector<model::Edge> result;
  std::set<model::SiteId> grown;
  for (const model::Edge& edge : edges)
    if (model::IsGrowth(edge.type)) grown.insert(edge.effect.site);
  for (const model::SiteId loop : grown) {
    for (const model::SiteId parent : nesting.ParentsOf(loop)) {
      const Growth growth = GrowthWithin(loop, parent, nesting, shapes, edges, least_growth);
      if (!growth.best) continue;
      const auto parent_states = ToContextStates(nesting.ContextsOf(parent));
      model::Edge edge = Derive(*growth.best, model::EdgeType::kEnclosing, loop, parent);
      edge.cause_states = ToContextStates(growth.contexts);
      edge.effect_states = parent_states;
      result.push_back(std::move(edge));
      for (const model::SiteId sibling : nesting.ChildrenOf(parent)) {
        const Contexts after = nesting.ContextsAfter(sibling, loop, parent);
        if (sibling == loop || after.empty()) continue;
        model::Edge next = Derive(*growth.best, model::EdgeType::kSibling, parent, sibling);
        next.cause_states = parent_states;
        next.effect_states = ToContextStates(after);
        result.push_back(std::move(next));
      }
    }
  }
  return result;
}

std::set<model::Part> FindParts(const Nesting& nesting, const Shapes& shapes, std::span<const model::Edge> edges,
                                double least_growth) {
  std::map<model::Experiment, std::set<model::SiteId>> grown;
  for (const model::Edge& edge : edges)
    if (model::IsGrowth(edge.type)) grown[model::ExperimentOf(edge)].insert(edge.effect.site);
  std::set<model::Part> parts;
  for (const auto& [experiment, loops] : grown) {
    const auto shape = shapes.experiments.find(experiment);
    if (shape == shapes.experiments.end()) continue;
    for (const model::SiteId loop : loops)
      for (const model::SiteId parent : nesting.ParentsOf(loop))
        if (loops.contains(parent) && !shape->second.HoldsMore(loop, parent, shapes.profile, least_growth))
          parts.insert({Delay(loop), Delay(parent)});
  }
  return parts;
}

bool GrewAtClock(const Nesting& nesting, const Shapes& shapes, const model::Catalogue& catalogue, const model::Edge& edge,
                 double least_growth) {
  const model::SiteId loop = edge.effect.site;
  const auto shape = shapes.experiments.find(model::ExperimentOf(edge));
  if (shape == shapes.experiments.end()) return false;
  const auto grew_within = [&](model::SiteId parent) { return GrewWithin(edge, nesting.ContextsWithin(loop, parent)); };
  const auto sleeps = [&](model::SiteId parent) {
    const model::Site* site = catalogue.Find(parent);
    return site && site->pause == model::Pause::kAlways;
  };
  if (grew_within({})) return false;
  return std::ranges::none_of(nesting.ParentsOf(loop), [&](model::SiteId parent) {
    return grew_within(parent) && (!sleeps(parent) || shape->second.HoldsMore(loop, parent, shapes.profile, least_growth));
  });
}

std::vector<model::Edge> PredicateEdges(const model::Catalogue& catalogue, std::span<const model::Edge> edges) {
  std::set<model::Fault> effects;
  std::map<std::pair<model::FunctionId, uint8_t>, std::set<model::Fault>> causes;  // By predicate and answer.
  const auto predicate = [&](const model::Fault& fault) {
    const model::Site* site = fault.kind == model::Kind::kNegation ? catalogue.Find(fault.site) : nullptr;
    return std::pair(site ? site->asks : model::FunctionId{}, fault.value);
  };
  for (const model::Edge& edge : edges) {
    if (predicate(edge.effect).first) effects.insert(edge.effect);
    if (const auto key = predicate(edge.cause); key.first) causes[key].insert(edge.cause);
  }
  std::vector<model::Edge> result;
  for (const model::Fault& effect : effects)
    for (const model::Fault& cause : causes[predicate(effect)])
      if (cause != effect) {
        model::Edge& edge = result.emplace_back();
        edge.cause = effect;
        edge.effect = cause;
        edge.type = model::EdgeType::kSamePredicate;
        edge.gain = {1, 1, 1};
      }
  return result;
}

}  // namespace csnake::fca
