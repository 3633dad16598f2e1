// stitcher/internal/paths.h — a path of faults, and which edges along it are still possible.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "stitcher/internal/link_graph.h"

namespace csnake::stitcher {

// A way along the path that links everywhere: by which port it left the first fault, by which it reached the last.
struct Way {
  uint32_t first_out = 0;
  uint32_t in = 0;
  bool measured = false;  // Some lane of it is not structural.
  int delays = 0;         // The fewest of all ways that agree in the rest.
};

struct Path {
  std::vector<uint32_t> faults;
  std::vector<uint32_t> arcs;
  std::vector<Way> ways;
  std::vector<solver::Condition> required;  // Stable conditions that hold whichever way is meant. Sorted.
  double sim_score = 0;                     // Sums over the arcs.
  double q = 0;
};

class PathExtender {
 public:
  PathExtender(const LinkGraph& graph, solver::Compatibility& compatible, int delays_max);

  // Writes into `longer` the ways and conditions of `path` followed by `arc`; false when no way is left, or what they
  // all require contradicts itself. Does not touch `faults` and `arcs`.
  bool Extend(const Path& path, const Arc& arc, Path& longer);

  // `path` ends at the fault where it began: does some way link with its own beginning?
  bool Closes(const Path& path) const;

 private:
  void AddWay(const Way& way, std::vector<Way>& ways) const;
  void Require(const Path& path, const Arc& arc, Path& longer);

  const LinkGraph& graph_;
  solver::Compatibility& compatible_;
  int delays_max_;
  bool carries_conditions_;
};

}  // namespace csnake::stitcher
