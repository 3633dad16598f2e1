// stitcher/internal/core.h — what a cycle's cluster depends on: clusters.h tells why.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "model/cycle.h"

namespace csnake::stitcher {

class Cores {
 public:
  // Nesting is taken from `parts`, and from where kEnclosing edges climb to and kSibling edges descend from. Keeps a reference to the edges.
  Cores(const std::vector<model::Edge>& edges, const std::set<model::Part>& parts);

  // Of the cycle, indices into the edges: sorted, without repetition, never empty.
  std::vector<model::Fault> Of(const std::vector<size_t>& cycle) const;

 private:
  // The outermost loops around it; itself when none is.
  std::vector<model::Fault> TasksOf(const model::Fault& loop) const;

  const std::vector<model::Edge>& edges_;
  std::map<model::Fault, std::vector<model::Fault>> tasks_;  // Of loops that lie in another.
};

}  // namespace csnake::stitcher
