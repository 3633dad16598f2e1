// tests/unit/solver/program.h — an imaginary program with faults, and what was seen of them.
//
//   Program program;
//   const auto put = program.Function("Put", {"(>= I\"replicas\" 3)", "b\"full\""});
//   const auto timeout = program.Error("timeout", put);
//   ... Seen(put, {{0, true}, {1, false}})   // In Put, branch 0 was taken and branch 1 was not.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "model/cycle.h"
#include "model/site.h"

namespace csnake::test {

struct Program {
  model::FunctionId Function(const std::string& name, const std::vector<std::string>& conditions = {}) {
    model::Function function;
    function.id = {model::Hash(name)};
    function.name = name;
    for (const std::string& text : conditions) {
      auto condition = model::ParseFormula(text);
      EXPECT_TRUE(condition.has_value()) << text;
      function.branches.push_back({.number = static_cast<int>(function.branches.size()),
                                   .condition = condition.value_or(model::Formula{})});
    }
    return catalogue.functions.emplace(function.id, function).first->first;
  }

  model::Fault Error(const std::string& name, model::FunctionId function = {}, int guard = -1) {
    return Fault(name, model::Kind::kThrow, function, guard);
  }
  model::Fault Delay(const std::string& name, model::FunctionId function = {}) {
    return Fault(name, model::Kind::kDelay, function, -1);
  }

  model::Catalogue catalogue;

 private:
  model::Fault Fault(const std::string& name, model::Kind kind, model::FunctionId function, int guard) {
    model::Site site;
    site.id = {model::Hash(name)};
    site.kind = kind;
    site.function = function;
    site.text = name;
    site.guard = guard;
    catalogue.sites.emplace(site.id, site);
    return {.site = site.id, .kind = kind};
  }
};

inline model::LocalFrame Frame(model::FunctionId function, std::initializer_list<std::pair<int, bool>> outcomes) {
  model::LocalFrame frame{.function = function};
  for (const auto& [branch, taken] : outcomes) {
    frame.seen |= uint64_t{1} << branch;
    if (taken) frame.taken |= uint64_t{1} << branch;
  }
  return frame;
}

inline model::LocalState Seen(model::FunctionId function, std::initializer_list<std::pair<int, bool>> outcomes) {
  return {.frames = {Frame(function, outcomes), model::LocalFrame{}, model::LocalFrame{}}};
}

// One calling context; without callers unless they are given.
inline std::vector<model::ContextStates> States(std::vector<model::LocalState> states, model::FunctionId caller = {}) {
  return {model::ContextStates{.callers = {caller, model::FunctionId{}}, .states = std::move(states)}};
}

// Something made `effect` happen, in one of these states.
inline model::Edge Into(model::Fault effect, std::vector<model::ContextStates> states) {
  model::Edge edge;
  edge.injected_runs = 3;
  edge.effect = effect;
  edge.effect_states = std::move(states);
  return edge;
}

// `cause` was injected in one of these states.
inline model::Edge OutOf(model::Fault cause, std::vector<model::ContextStates> states) {
  model::Edge edge;
  edge.injected_runs = 3;
  edge.cause = cause;
  edge.cause_states = std::move(states);
  return edge;
}

}  // namespace csnake::test
