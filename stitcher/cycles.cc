#include "stitcher/cycles.h"

#include <algorithm>
#include <string>

#include "stitcher/clusters.h"
#include "stitcher/fingerprint.h"
#include "stitcher/internal/edge_order.h"
#include "stitcher/internal/search.h"
#include "stitcher/internal/structure.h"

namespace csnake::stitcher {
namespace {

using model::Code;
using model::Cycle;
using model::Edge;
using model::Result;

Result<void> CheckRange(std::string_view name, int64_t value, int64_t low, int64_t high) {
  if (value >= low && value <= high) return {};
  return Fail(Code::kInvalidArgument, "finding cycles: " + std::string(name) + " is " + std::to_string(value) +
                                          "; set it to " + std::to_string(low) + ".." + std::to_string(high));
}

Result<void> CheckOptions(const CycleOptions& options) {
  constexpr int64_t kMany = 1'000'000'000'000;
  auto checked = CheckRange("length_max", options.length_max, 1, 32);
  if (checked) checked = CheckRange("delays_max", options.delays_max, 0, options.length_max);
  if (checked) checked = CheckRange("steps_max", options.steps_max, 1, kMany);
  if (checked) checked = CheckRange("cycles_max", options.cycles_max, 1, kMany);
  if (checked && !(options.q_max > 0))
    checked = Fail(Code::kInvalidArgument, "finding cycles: q_max is not above 0; set it to the false discovery rate");
  return checked;
}

Result<void> CheckSites(const model::Catalogue& catalogue, const std::vector<Edge>& edges) {
  for (const Edge& edge : edges) {
    for (const model::SiteId site : {edge.cause.site, edge.effect.site}) {
      if (catalogue.Find(site) == nullptr)
        return Fail(Code::kCorrupt, "finding cycles: an edge of workload \"" + edge.workload + "\" names site " +
                                        model::ToHex(site.value) +
                                        ", which the site catalogue does not have; analyse with the catalogue of the "
                                        "campaign that made the edges");
    }
  }
  return {};
}

Cycle ToCycle(const Candidate& candidate, const std::vector<Edge>& edges, solver::Compatibility& compatible) {
  Cycle cycle;
  cycle.gain = {1, 1, 1};
  std::vector<model::Fault> faults;
  std::vector<const Edge*> chain;
  for (const size_t index : candidate.edges) {
    chain.push_back(&edges[index]);
    faults.push_back(chain.back()->cause);
    cycle.gain = cycle.gain * chain.back()->gain;
  }
  cycle.fingerprint = Fingerprint(faults);
  cycle.edges = candidate.edges;
  cycle.decided = candidate.decided;
  cycle.verdict = candidate.verdict;
  cycle.needs = compatible.Chain(chain).needs;
  return cycle;
}

}  // namespace

Result<model::Findings> FindCycles(const model::Catalogue& catalogue, std::vector<Edge> edges,
                                   solver::Compatibility& compatible, const CycleOptions& options) {
  auto checked = CheckOptions(options);
  if (checked) checked = CheckSites(catalogue, edges);
  if (!checked) return std::unexpected(std::move(checked.error()));
  model::Findings findings;
  SortEdges(edges);
  const LinkGraph graph = BuildLinkGraph(catalogue, edges, compatible);
  const SearchResult found = FindCandidates(edges, graph, compatible, options);
  findings.complete = found.complete;
  for (const Candidate& candidate : found.candidates) findings.cycles.push_back(ToCycle(candidate, edges, compatible));
  findings.clusters = FindClusters(edges, findings.cycles, options.parts);
  findings.edges = std::move(edges);
  return findings;
}

int CountInjectedDelays(const std::vector<Edge>& edges, const Cycle& cycle) {
  return static_cast<int>(std::ranges::count_if(cycle.edges, [&](size_t i) { return model::IsOfDelay(edges[i]); }));
}

}  // namespace csnake::stitcher
