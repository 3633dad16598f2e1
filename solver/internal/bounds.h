// solver/internal/bounds.h — decides what needs no solver: opposite literals, and terms compared with constants.
#pragma once

#include <optional>

#include "solver/internal/literals.h"

namespace csnake::solver {

enum class Answer : uint8_t { kSatisfiable, kContradiction, kUnknown };

// nullopt: no contradiction found this way, and some literal is beyond it. Otherwise exact over the integers.
std::optional<Answer> DecideByBounds(const Literals& literals, const Conjunction& conjunction);

}  // namespace csnake::solver
