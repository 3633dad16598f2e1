// fca/structure.h — edges that follow from nesting: a loop that grew slows the loop around it, and that one delays its
// other inner loops.
//
//   S+ edge to L in workload t, and in t: for P { ... L ... L2 }  =>  ICFG L -> P,  CFG P -> L2
//
// Nesting is what the runtime saw in the runs of t (the innermost loop running when L was entered), callees and
// callbacks included. Only hooked loops take part.
#pragma once

#include <map>
#include <set>
#include <span>
#include <vector>

#include "fca/summary.h"

namespace csnake::fca {

// Loops of one workload: child -> innermost parent (0: none) -> contexts of the child there.
class Nesting {
 public:
  void Add(const model::Run& run, const model::Catalogue& catalogue);
  // Keeps what edges that follow from growth of `grown` can need.
  void Prune(const std::set<model::SiteId>& grown);

  std::set<model::SiteId> ParentsOf(model::SiteId child) const;
  std::set<model::SiteId> ChildrenOf(model::SiteId parent) const;
  Contexts ContextsOf(model::SiteId loop) const;
  Contexts ContextsWithin(model::SiteId child, model::SiteId parent) const;

 private:
  std::map<model::SiteId, std::map<model::SiteId, Contexts>> loops_;
};

// One kEnclosing edge per (L, P), one kSibling per (P, L2), for the S+ edges in `edges`, all of one workload.
// Experiment, statistics and score are those of the S+ edge with the smallest p, the first on a tie.
std::vector<model::Edge> StructuralEdges(const Nesting& nesting, std::span<const model::Edge> edges);

}  // namespace csnake::fca
