// stitcher/clusters.h — cycles that tell the same story.
//
// What sustains a cycle is the work that it makes: the loops that it delays. A loop within another is a part of its
// work, so a delayed loop stands for its task, the outermost loop around it: around are those that it slowed (ICFG), and those
// that it is a part of (model::Part), as it grew only with them. The core of a cycle is the set of the
// tasks that it delays, or of all its injected errors when it delays none, and two cycles tell the same story when one
// core contains the other: the same loop feeds itself by another way, or by a longer one. Errors reach one another over
// many ways, and a campaign shows some of them by chance; the loops that are fed are always the same
// (docs/design/0008). The relation is not transitive: each cluster has a leader, and members match the leader.
#pragma once

#include <set>
#include <vector>

#include "model/cycle.h"

namespace csnake::stitcher {

// Every cycle is in exactly one cluster. The first of a cluster is its leader and representative: not damped, fewest
// faults in the core, fewest injected faults, then fewest edges, then best ranked. Clusters are in the order of their
// representatives, damped ones last. `Cluster::id` depends on the leader's core alone. `cycles` is ranked and indexes
// `edges`.
std::vector<model::Cluster> FindClusters(const std::vector<model::Edge>& edges,
                                         const std::vector<model::Cycle>& cycles,
                                         const std::set<model::Part>& parts = {});

}  // namespace csnake::stitcher
