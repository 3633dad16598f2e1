// stitcher/internal/structure.h — which types of edges may follow each other (cycles.h says why).
#pragma once

#include "model/cycle.h"

namespace csnake::stitcher {

using model::IsGrowth;
using model::IsStructural;

// Tells of the runs that showed the growth, so it follows only edges of its own workload.
inline bool IsNesting(model::EdgeType type) { return type == model::EdgeType::kEnclosing || type == model::EdgeType::kSibling; }

inline bool StructureMayFollow(model::EdgeType before) {
  return IsGrowth(before) || before == model::EdgeType::kEnclosing;
}

inline bool MayFollow(model::EdgeType before, model::EdgeType after) {
  if (after == model::EdgeType::kEnclosing) return StructureMayFollow(before);
  if (after == model::EdgeType::kSibling) return before == model::EdgeType::kEnclosing;
  return before != model::EdgeType::kSamePredicate || after != before;
}

// At a loop that a clock paces: more iterations make none of them slower. They only hold up the loop around it.
inline bool MayFollowAtClock(model::EdgeType before, model::EdgeType after) {
  return MayFollow(before, after) && (!IsGrowth(before) || IsStructural(after));
}

}  // namespace csnake::stitcher
