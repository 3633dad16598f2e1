// instrument/precompiled.h — a unit that uses a precompiled header is hooked through that header's text.
#pragma once

#include <string>
#include <vector>

namespace csnake::instrument {

// Arguments of a preprocessing step with each use of a precompiled header turned into an inclusion of its text:
// `-include-pch x.h.pch`, the same behind -Xclang, and `-include x.h` beside which x.h.pch or x.h.gch lies.
std::vector<std::string> WithHeaderText(const std::vector<std::string>& arguments);

}  // namespace csnake::instrument
