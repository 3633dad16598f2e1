// instrument/harness.h — hooks for test code, which itself holds no fault points: where the body of a test of GoogleTest,
// Catch2, doctest or Boost.Test begins and ends, and fatal assertions that need not end it. Works on the preprocessed text:
// both come from the framework's own macros, whose expansion is the same everywhere, so no parse is needed.
#pragma once

#include <string>
#include <string_view>

namespace csnake::instrument {

// Whether there is anything to hook.
bool HasTestBodies(std::string_view preprocessed);

// Same lines, with hooks. The result needs the hook declarations in front (hooks_text.h).
std::string HookTestBodies(std::string_view preprocessed);

}  // namespace csnake::instrument
