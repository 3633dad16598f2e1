// instrument/hooks_text.h — runtime/hooks.h, preprocessed for each language by the build: the text in front of every
// rewritten unit.
#pragma once

#include <string_view>

namespace csnake::instrument {

extern const std::string_view kHooksC;
extern const std::string_view kHooksCxx;    // C++11 and later.
extern const std::string_view kHooksCxx98;

}  // namespace csnake::instrument
