// stitcher/internal/components.h — which lanes can be part of a cycle of links at all (Boost.Graph).
#pragma once

#include <vector>

#include "stitcher/internal/link_graph.h"

namespace csnake::stitcher {

// One entry per lane: true when it lies in a strongly connected component of the line graph that has a cycle.
std::vector<bool> LanesOnCycles(const LinkGraph& graph);

}  // namespace csnake::stitcher
