// fca/similarity.h — does a fault do the same in every workload? (method 4, SimScore)
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/allocation.h"

namespace csnake::fca {

// Effects of a fault by workload; a workload in which it fired without effect has an empty set.
using EffectVectors = std::map<model::Fault, std::map<std::string, std::set<model::Fault>>>;

// Mean cosine similarity over all pairs of a fault's workloads, 0..1. A vector has the weight ln((1+N)/(1+N_f)) + 1 at
// each of its effects f, N vectors in all, N_f of them with f. Two empty vectors are alike (1), an empty one and
// another are not (0). One workload: 1, as nothing shows that the effect depends on it.
std::map<model::Fault, double> SimScores(const EffectVectors& vectors);

// Groups faults with similar effects: hierarchical clustering with average linkage over the vectors of all experiments,
// those of one fault together from the start; two groups are joined while the mean cosine of their pairs is at least
// `least_similarity`, 0..1. Sorted by their first fault. Cost: quadratic in the number of vectors.
std::vector<model::FaultCluster> ClusterFaults(const EffectVectors& vectors, double least_similarity = 0.5);

}  // namespace csnake::fca
