// stitcher/internal/edge_order.h — one order of edges, so that nothing depends on the order in which they came.
#pragma once

#include <vector>

#include "model/cycle.h"

namespace csnake::stitcher {

// By faults, type, evidence (low q first), workload, dose, then everything else. Equal edges are dropped but for one.
void SortEdges(std::vector<model::Edge>& edges);

}  // namespace csnake::stitcher
