#include "stitcher/clusters.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "stitcher/fingerprint.h"
#include "stitcher/internal/core.h"
#include "stitcher/internal/leaders.h"
#include "stitcher/internal/structure.h"

namespace csnake::stitcher {
namespace {

using model::Cluster;
using model::Cycle;
using model::Edge;
using model::Fault;

struct Story {
  std::vector<Fault> core;
  size_t injected = 0;
  bool damped = false;
};

}  // namespace

std::vector<Cluster> FindClusters(const std::vector<Edge>& edges, const std::vector<Cycle>& cycles,
                                  const std::set<model::Part>& parts) {
  const Cores cores(edges, parts);
  std::vector<Story> stories;
  for (const Cycle& cycle : cycles) {
    const auto injected = std::ranges::count_if(cycle.edges, [&](size_t i) { return !IsStructural(edges[i].type); });
    stories.push_back({cores.Of(cycle.edges), static_cast<size_t>(injected), cycle.verdict == model::Verdict::kDamped});
  }
  std::vector<size_t> order(cycles.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::stable_sort(order, {}, [&](size_t cycle) {
    const Story& story = stories[cycle];
    return std::tuple(story.damped, story.core.size(), story.injected, cycles[cycle].edges.size());
  });

  Leaders leaders;
  std::vector<Cluster> clusters;
  for (const size_t cycle : order) {
    std::vector<Fault>& core = stories[cycle].core;
    if (const auto leader = leaders.FindWithin(core)) {
      clusters[*leader].cycles.push_back(cycle);
      continue;
    }
    clusters.push_back({.id = "c-" + Fingerprint(core).substr(0, 12), .cycles = {cycle}});
    leaders.Add(std::move(core));
  }
  for (Cluster& cluster : clusters) std::ranges::sort(cluster.cycles.begin() + 1, cluster.cycles.end());
  std::ranges::sort(clusters, {}, [&](const Cluster& cluster) {
    return std::pair(stories[cluster.cycles.front()].damped, cluster.cycles.front());
  });
  return clusters;
}

}  // namespace csnake::stitcher
