// store/loader_search.h — which libraries the dynamic loader would load with a program. Private to store/.
#pragma once

#include <string>
#include <vector>

namespace csnake::store {

// Paths of the libraries that a program or library needs (DT_NEEDED), and those that these need, each once; nothing is
// executed. Searched as ld.so does: DT_RPATH, LD_LIBRARY_PATH, DT_RUNPATH, default directories, but not its cache:
// libraries of a project that is being tested are not in it. What is not found is left out; the loader will say so.
std::vector<std::string> LoadedLibraries(const std::string& path);

}  // namespace csnake::store
