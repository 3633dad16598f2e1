#include "gate/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "gate/story.h"

namespace csnake::gate {
namespace {

using Json = nlohmann::ordered_json;

Json FaultJson(const model::Catalogue& catalogue, const model::Fault& fault) {
  Json json = {{"site", model::ToHex(fault.site.value)}, {"kind", model::ToName(fault.kind)}};
  if (model::HasOutcomes(fault.kind)) json["value"] = fault.value != 0;
  if (const model::Site* site = catalogue.Find(fault.site)) {
    json["file"] = site->file;
    json["line"] = site->line;
    json["column"] = site->column;
    const model::Function* function = catalogue.Find(site->function);
    json["function"] = function ? function->name : "";
    json["text"] = site->text;
  }
  return json;
}

Json GainJson(const model::Gain& gain) {
  return {{"low", gain.low}, {"mid", gain.mid}, {"high", std::isfinite(gain.high) ? Json(gain.high) : Json(nullptr)}};
}

Json DoseJson(const model::Dose& dose) {
  const auto ms = [](int64_t ns) { return ns % 1'000'000 == 0 ? Json(ns / 1'000'000) : Json(static_cast<double>(ns) / 1e6); };
  return {{"delay_ms", ms(dose.delay_ns)}, {"total_ms", ms(dose.total_ns)}};
}

Json EdgeJson(const model::Findings& findings, size_t index, size_t from, size_t to) {
  const model::Edge& edge = findings.edges[index];
  return {{"from", from},
          {"to", to},
          {"type", model::ToName(edge.type)},
          {"workload", edge.workload},
          {"injected", fmt::format("{}/{}", edge.injected_with, edge.injected_runs)},
          {"plain", fmt::format("{}/{}", edge.plain_with, edge.plain_runs)},
          {"injected_mean", edge.injected_mean},
          {"plain_mean", edge.plain_mean},
          {"q", edge.q},
          {"gain", GainJson(edge.gain)},
          {"dose", DoseJson(edge.dose)},
          {"shortest_dose", DoseJson(ShortestDose(findings, index))}};
}

Json CycleJson(const model::Catalogue& catalogue, const model::Findings& findings, const model::Cycle& cycle) {
  Json faults = Json::array(), edges = Json::array();
  int delays = 0, errors = 0;
  std::set<std::tuple<model::Fault, std::string>> experiments;
  for (size_t i = 0; i < cycle.edges.size(); ++i) {
    const model::Edge& edge = findings.edges[cycle.edges[i]];
    const bool structural = model::IsStructural(edge.type);
    faults.push_back(FaultJson(catalogue, edge.cause));
    edges.push_back(EdgeJson(findings, cycle.edges[i], i, (i + 1) % cycle.edges.size()));
    if (structural) continue;
    ++(edge.cause.kind == model::Kind::kDelay ? delays : errors);
    experiments.insert({edge.cause, edge.workload});
  }
  return {{"fingerprint", cycle.fingerprint},
          {"delays", delays},
          {"errors", errors},
          {"experiments", experiments.size()},
          {"gain", GainJson(cycle.gain)},
          {"decided", cycle.decided},
          {"needs", cycle.needs},
          {"faults", faults},
          {"edges", edges}};
}

}  // namespace

std::string ToJson(const model::Catalogue& catalogue, const model::Findings& findings, const std::string& campaign,
                   const model::Cycle* only) {
  Json clusters = Json::array();
  for (size_t rank = 0; rank < findings.clusters.size(); ++rank) {
    const model::Cluster& cluster = findings.clusters[rank];
    Json cycles = Json::array();
    for (const size_t index : cluster.cycles)
      if (const model::Cycle& cycle = findings.cycles[index]; !only || only == &cycle)
        cycles.push_back(CycleJson(catalogue, findings, cycle));
    if (cycles.empty()) continue;
    const model::Cycle& first = findings.cycles[cluster.cycles.front()];
    clusters.push_back({{"id", cluster.id},
                        {"verdict", model::ToName(first.verdict)},
                        {"rank", rank + 1},
                        {"story", Story(catalogue, findings, first)},
                        {"gain", GainJson(first.gain)},
                        {"cycles_total", cluster.cycles.size()},
                        {"cycles", std::move(cycles)}});
  }
  const Json json = {
      {"schema", 1}, {"campaign", campaign}, {"complete", findings.complete}, {"clusters", std::move(clusters)}};
  return json.dump() + "\n";
}

std::string ToJson(const model::Catalogue& catalogue, const model::Site& site) {
  const model::Function* function = catalogue.Find(site.function);
  Json json = {{"id", model::ToHex(site.id.value)},
               {"kind", model::ToName(site.kind)},
               {"file", site.file},
               {"line", site.line},
               {"column", site.column},
               {"function", function ? function->name : ""},
               {"text", site.text}};
  if (function && site.guard >= 0)
    for (const model::Branch& branch : function->branches)
      if (branch.number == site.guard)
        json["guard"] = {{"line", branch.line},
                         {"condition", model::ToSource(branch.condition)},
                         {"forced_to", site.guard_forced_to}};
  if (!site.excluded.empty()) json["excluded"] = site.excluded;
  if (!site.basis.empty()) json["basis"] = site.basis;
  return json.dump();
}

}  // namespace csnake::gate
