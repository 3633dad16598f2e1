// fca/similarity.h — does a fault do the same in every workload? (method 4, SimScore)
#pragma once

#include <map>
#include <set>
#include <string>

#include "model/run.h"

namespace csnake::fca {

// Effects of a fault by workload; a workload in which it fired without effect has an empty set.
using EffectVectors = std::map<model::Fault, std::map<std::string, std::set<model::Fault>>>;

// Mean cosine similarity over all pairs of a fault's workloads, 0..1. A vector has the weight ln((1+N)/(1+N_f)) + 1 at
// each of its effects f, N vectors in all, N_f of them with f. Two empty vectors are alike (1), an empty one and
// another are not (0). One workload: 1, as nothing shows that the effect depends on it.
std::map<model::Fault, double> SimScores(const EffectVectors& vectors);

}  // namespace csnake::fca
