// instrument/precompiled.h — a unit that uses a precompiled header is hooked through that header's text.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace csnake::instrument {

// Arguments of a preprocessing step with each use of a precompiled header turned into an inclusion of its text:
// `-include-pch x.h.pch`, the same behind -Xclang, and `-include x.h` beside which x.h.pch or x.h.gch lies.
//
// CMake's header makes itself a system header, and so all that it includes, the target's own headers too. They are none:
// `scratch`, a directory, gets a copy without that pragma, and the compiler sees it in the header's place.
std::vector<std::string> WithHeaderText(const std::vector<std::string>& arguments, const std::filesystem::path& scratch);

}  // namespace csnake::instrument
