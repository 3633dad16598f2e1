// stitcher/clusters.h — cycles that tell the same story.
//
// Two faults are equivalent when both are delays or both are errors, and they cause similar things: each is a vector over
// the effects of its measured edges, weighted ln((1+N)/(1+N_f))+1 for N causes of which N_f have effect f; similar means
// a cosine of at least 0.8, an absolute threshold.
// Two cycles tell the same story when, structural hops left out, they have the same length and some rotation pairs only
// equivalent faults, or when one injects all faults of the other and more: a longer way round.
// Neither relation is transitive: each cluster has a leader, and members match the leader.
#pragma once

#include <vector>

#include "model/cycle.h"

namespace csnake::stitcher {

inline constexpr double kSimilarityMin = 0.8;

// Every cycle is in exactly one cluster. The first of a cluster is its leader and representative: fewest injected
// faults, then fewest edges, then best ranked. Clusters are in the order of their representatives. `cycles` is ranked and indexes `edges`.
std::vector<model::Cluster> FindClusters(const std::vector<model::Edge>& edges, const std::vector<model::Cycle>& cycles);

}  // namespace csnake::stitcher
