// tests/unit/stitcher/graph.h — graphs of faults by name.
//
//   Graph graph;
//   graph.Add("delay a", "error b", "T1");   // With a delay in loop a, error b occurred in workload T1: E(D).
//   graph.Add("loop a", ...)                 // The first word says the kind: "delay" or anything else.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "stitcher/clusters.h"
#include "stitcher/cycles.h"
#include "stitcher/fingerprint.h"
#include "tests/unit/solver/program.h"

namespace csnake::test {

struct Graph {
  model::Fault Fault(const std::string& name) {
    if (const auto found = faults.find(name); found != faults.end()) return found->second;
    const auto function = program.Function("function of " + name, conditions);
    const model::Fault fault =
        name.starts_with("delay") ? program.Delay(name, function) : program.Error(name, function);
    return faults.emplace(name, fault).first->second;
  }

  // The type follows from the kinds.
  model::Edge& Add(const std::string& cause, const std::string& effect, const std::string& workload = "T",
                   double q = 0.01) {
    using model::EdgeType;
    const bool delay = cause.starts_with("delay");
    const bool growth = effect.starts_with("delay");
    model::Edge& edge = edges.emplace_back();
    edge.injected_runs = edge.injected_with = 3;
    edge.cause = Fault(cause);
    edge.effect = Fault(effect);
    edge.type = delay ? (growth ? EdgeType::kGrowthByDelay : EdgeType::kErrorByDelay)
                      : (growth ? EdgeType::kGrowthByError : EdgeType::kErrorByError);
    edge.workload = workload;
    edge.q = q;
    edge.goes_on = true;
    return edge;
  }

  // `grown`: the loop that holds both up; for the next around it, `cause`.
  model::Edge& AddStructural(model::EdgeType type, const std::string& cause, const std::string& effect,
                             const std::string& workload = "T", const std::string& grown = "") {
    model::Edge& edge = Add(cause, effect, workload, 1);
    edge.type = type;
    edge.grown = grown.empty() ? edge.cause.site : Fault(grown).site;
    return edge;
  }

  // Outcomes of branches of the fault's own function; `conditions` are the same in every function.
  std::vector<model::ContextStates> Saw(const std::string& fault,
                                        std::initializer_list<std::pair<int, bool>> outcomes) {
    return States({Seen(program.catalogue.Find(Fault(fault).site)->function, outcomes)});
  }

  model::Findings Find(const stitcher::CycleOptions& options = {}, solver::Level level = solver::Level::kChain) {
    solver::Compatibility compatibility(program.catalogue, {.level = level, .unstable = {}});
    return Find(options, compatibility);
  }

  model::Findings Find(const stitcher::CycleOptions& options, solver::Compatibility& compatibility) {
    auto findings = stitcher::FindCycles(program.catalogue, edges, compatibility, options);
    EXPECT_TRUE(findings.has_value()) << (findings ? "" : findings.error().message);
    return findings ? *std::move(findings) : model::Findings{};
  }

  // Each cycle as its faults, from the first by name; in the order of the findings.
  std::vector<std::string> Names(const model::Findings& findings) const {
    std::vector<std::string> all;
    for (const model::Cycle& cycle : findings.cycles) {
      std::vector<std::string> names;
      for (const size_t edge : cycle.edges) names.push_back(NameOf(findings.edges[edge].cause));
      std::rotate(names.begin(), std::min_element(names.begin(), names.end()), names.end());
      std::string text;
      for (const std::string& name : names) text += name + " > ";
      all.push_back(text);
    }
    return all;
  }
  std::string NameOf(const model::Fault& fault) const { return program.catalogue.Find(fault.site)->text; }

  std::vector<std::string> Workloads(const model::Findings& findings, size_t cycle) const {
    std::vector<std::string> workloads;
    for (const size_t edge : findings.cycles.at(cycle).edges) workloads.push_back(findings.edges[edge].workload);
    std::ranges::sort(workloads);
    return workloads;
  }

  std::vector<std::string> conditions;
  Program program;
  std::map<std::string, model::Fault> faults;
  std::vector<model::Edge> edges;
};

}  // namespace csnake::test
