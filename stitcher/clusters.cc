#include "stitcher/clusters.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "stitcher/fingerprint.h"
#include "stitcher/internal/leaders.h"
#include "stitcher/internal/structure.h"

namespace csnake::stitcher {
namespace {

using model::Cluster;
using model::Cycle;
using model::Edge;
using model::Fault;

struct Story {
  std::vector<Fault> core;  // Sorted.
  size_t injected = 0;
};

Story StoryOf(const std::vector<Edge>& edges, const Cycle& cycle) {
  std::vector<Fault> delays, errors;
  for (const size_t index : cycle.edges) {
    if (IsStructural(edges[index].type)) continue;
    const Fault& cause = edges[index].cause;
    (cause.kind == model::Kind::kDelay ? delays : errors).push_back(cause);
  }
  Story story{.core = delays.empty() ? errors : delays, .injected = delays.size() + errors.size()};
  std::ranges::sort(story.core);
  return story;
}

}  // namespace

std::vector<Cluster> FindClusters(const std::vector<Edge>& edges, const std::vector<Cycle>& cycles) {
  std::vector<Story> stories;
  for (const Cycle& cycle : cycles) stories.push_back(StoryOf(edges, cycle));
  std::vector<size_t> order(cycles.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::stable_sort(order, {}, [&](size_t cycle) {
    return std::tuple(stories[cycle].core.size(), stories[cycle].injected, cycles[cycle].edges.size());
  });

  Leaders<Fault> leaders;
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
  std::ranges::sort(clusters, {}, [](const Cluster& cluster) { return cluster.cycles.front(); });
  return clusters;
}

}  // namespace csnake::stitcher
