// stitcher/internal/search.h — enumerates cycles of faults, shorter ones first, exactly while the work lasts, then by a
// beam.
#pragma once

#include <vector>

#include "stitcher/cycles.h"
#include "stitcher/internal/link_graph.h"

namespace csnake::stitcher {

// A cycle of faults, with the chosen edges; begins at its smallest fault.
struct Candidate {
  std::vector<size_t> edges;  // Indices into the sorted edges.
  std::vector<uint32_t> faults;
  int delays = 0;
  int measured = 0;      // Edges that are not structural.
  double sim_score = 0;  // Mean over the measured edges.
  double q = 0;          // Sum.
  bool decided = true;
  model::Verdict verdict = model::Verdict::kPlausible;
};

// The ranking that cycles.h promises; total, because a cycle of faults occurs once.
bool RankedBefore(const Candidate& a, const Candidate& b);

struct SearchResult {
  std::vector<Candidate> candidates;  // Ranked.
  bool complete = true;
};

// `edges` are those of the graph.
SearchResult FindCandidates(const std::vector<model::Edge>& edges, const LinkGraph& graph,
                            solver::Compatibility& compatible, const CycleOptions& options);

}  // namespace csnake::stitcher
