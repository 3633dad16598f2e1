// fca/structure.h — edges that follow from how code is put together.
//
// A predicate that several places ask: what makes it answer unusually in one place makes it answer so in the others. So an
// effect at one is linked with an injection at another by an edge between the two.
//
// Nesting: a loop that grew slows the loop around it, and that one delays its other inner loops.
//
//   S+ edge to L in workload t, and in t: for P { ... L ... L2 }  =>  ICFG L -> P,  CFG P -> L2
//
// L2 is delayed by L only if one execution of P holds both, L first: connections that are served by one function, each
// in its own thread, do not wait for one another.
//
// P got slower only if an iteration of P holds more of L than before. When P merely iterates more often, and takes the
// same L with it each time, its growth is an effect of its own and no ICFG edge follows.
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

// Loops of one workload: child -> innermost parent (0: none) -> the child there, by its callers.
class Nesting {
 public:
  void Add(const model::Run& run, const model::Catalogue& catalogue);
  // (child, hooked parent).
  std::set<std::pair<model::SiteId, model::SiteId>> Pairs() const;
  // Keeps what edges that follow from growth of `grown` can need.
  void Prune(const std::set<model::SiteId>& grown);

  std::set<model::SiteId> ParentsOf(model::SiteId child) const;
  std::set<model::SiteId> ChildrenOf(model::SiteId parent) const;
  Contexts ContextsOf(model::SiteId loop) const;
  Contexts ContextsWithin(model::SiteId child, model::SiteId parent) const;
  // Those of ContextsWithin in which an execution of `parent` had held `earlier` before.
  Contexts ContextsAfter(model::SiteId child, model::SiteId earlier, model::SiteId parent) const;

 private:
  struct Inner {
    StateSet set;
    model::SiteSet after;
  };
  using Inners = std::map<Callers, Inner>;

  static Contexts ToContexts(const Inners& inners);
  const Inners* Find(model::SiteId child, model::SiteId parent) const;  // Null when never seen so.

  std::map<model::SiteId, std::map<model::SiteId, Inners>> loops_;
};

// How many iterations of each loop, alone and within each parent, the runs of one experiment or of the profile had.
class BatchShape {
 public:
  void Add(const model::Run& run);
  // Iterations of `child` per iteration of `parent` that holds it at all (a server's loop also does other things, and a
  // different mix of requests makes none of them slower), by at least (1 + least_growth) times more than in `profile`?
  bool HoldsMore(model::SiteId child, model::SiteId parent, const BatchShape& profile, double least_growth) const;
  void Prune(const std::set<model::SiteId>& grown);

 private:
  double PerIteration(model::SiteId child, model::SiteId parent) const;  // 0 when the parent did not iterate.

  std::map<model::SiteId, double> iterations_;
  struct Amount {
    double iterations = 0;
    double entries = 0;
  };
  std::map<std::pair<model::SiteId, model::SiteId>, Amount> within_;  // By (child, parent).
};

struct Shapes {
  BatchShape profile;
  std::map<model::Experiment, BatchShape> experiments;
};

// One kEnclosing edge per (L, P), one kSibling per (L, P, L2), for the S+ edges in `edges`, all of one workload.
// Experiment, statistics and score are those of the S+ edge with the smallest p, the first on a tie.
std::vector<model::Edge> StructuralEdges(const Nesting& nesting, const Shapes& shapes, std::span<const model::Edge> edges,
                                         double least_growth);

// Whether the loop that an S+ edge leads to grew only because a clock around it, which sleeps in each iteration, ticked more often or
// found more to do in its ticks, but no more of the loop in one than before: then each tick has time left, and nothing is held up.
bool GrewAtClock(const Nesting& nesting, const Shapes& shapes, const model::Catalogue& catalogue, const model::Edge& edge,
                 double least_growth);

// Of the loops that S+ edges lead to, all of one workload.
std::set<model::Part> FindParts(const Nesting& nesting, const Shapes& shapes, std::span<const model::Edge> edges,
                                double least_growth);

// One kSamePredicate edge b -> c for negations of one predicate and answer, b the effect of an edge and c the cause of one. No
// workload showed it, so it asks nothing of where it holds.
std::vector<model::Edge> PredicateEdges(const model::Catalogue& catalogue, std::span<const model::Edge> edges);

}  // namespace csnake::fca
