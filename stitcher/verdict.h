// stitcher/verdict.h — can a cycle feed itself, as far as its edges tell?
//
// An error has a threshold: below some load nothing times out, above it everything does. So what comes back at the load
// of a test says nothing about another load, and a cycle in which delays and errors alternate is plausible whatever its
// gain. Where nothing switches it is damped (docs/design/0009, 0013):
//   - a delay that merely makes another loop iterate more (S+(D)): someone polls, or comes again because time passes. The
//     answer grows in proportion, so a measured gain holds at any load; together these hops return less than they get. When the
//     delay causes an error in that test, and that error the iterations in some test, something does switch: such a hop does
//     not count;
//   - errors alone: no load takes part, and nothing is armed after an error was injected. So the run shows whether it goes on
//     by itself, and some edge of the cycle did not.
//
// And whatever it is made of, it is damped when its hops do not all happen in more than half of the tries (docs/design/0018).
#pragma once

#include <vector>

#include "model/cycle.h"

namespace csnake::stitcher {

class Verdicts {
 public:
  // `edges` must outlive it. Time: linear in edges but for the S+(D) ones, which look at the errors of their experiments.
  explicit Verdicts(const std::vector<model::Edge>& edges);
  // `cycle` is indices into the edges.
  model::Verdict Of(const std::vector<size_t>& cycle) const;

 private:
  const std::vector<model::Edge>& edges_;
  std::vector<bool> in_proportion_;  // S+(D), and no error in between.
};

}  // namespace csnake::stitcher
