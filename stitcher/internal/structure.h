// stitcher/internal/structure.h — which types of edges may follow each other (cycles.h says why).
#pragma once

#include "model/cycle.h"

namespace csnake::stitcher {

inline bool IsStructural(model::EdgeType type) {
  return type == model::EdgeType::kEnclosing || type == model::EdgeType::kSibling;
}

inline bool IsGrowth(model::EdgeType type) {
  return type == model::EdgeType::kGrowthByDelay || type == model::EdgeType::kGrowthByError;
}

inline bool MayFollow(model::EdgeType before, model::EdgeType after) {
  if (after == model::EdgeType::kEnclosing) return IsGrowth(before) || before == model::EdgeType::kEnclosing;
  if (after == model::EdgeType::kSibling) return before == model::EdgeType::kEnclosing;
  return true;
}

}  // namespace csnake::stitcher
