// fca/evidence.h — what a campaign saw of one propagation, edge or not: to tell why there is none.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/run.h"
#include "store/reader.h"

namespace csnake::fca {

// One effect in one experiment, plain counts: the tests of edges.h look at contexts, pace and noise besides.
struct Evidence {
  model::Experiment experiment;
  model::Fault effect;
  int runs = 0;        // Injection runs.
  int fired = 0;       // In which the fault was made; those that follow are of these.
  int with = 0;        // That showed the effect.
  double mean = 0;     // Occurrences or iterations per run.
  int plain_runs = 0;  // Profile runs of the workload.
  int plain_with = 0;
  double plain_mean = 0;
};

// Every experiment that injects one of `causes`, with each of `effects`. Of a condition that has both outcomes in
// `effects` only the one that the profile shows less. Errors: kCorrupt from the reader. Cost: one read of the campaign.
model::Result<std::vector<Evidence>> EvidenceFor(const store::Reader& reader, const std::set<model::Fault>& causes,
                                                 const std::set<model::Fault>& effects);

}  // namespace csnake::fca
