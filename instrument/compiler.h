// instrument/compiler.h — csnake-cc and csnake-c++: drop-in compilers.
//
//   command => preprocess (clang -E) => RewriteUnit => compile the text (clang) => link with the runtime
//
// A unit outside project.include goes to Clang untouched, but for test bodies. A unit that cannot be hooked is compiled
// plainly and named on stderr; with CSNAKE_STRICT=1 that is an error.
#pragma once

#include <string>
#include <vector>

namespace csnake::instrument {

// Returns the exit code for the process. `self` is the wrapper's own path: the runtime library is found beside it.
int RunCompiler(const std::string& self, bool cxx, const std::vector<std::string>& arguments);

}  // namespace csnake::instrument
