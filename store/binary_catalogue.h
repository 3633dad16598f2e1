// store/binary_catalogue.h — what an instrumented program says about itself.
//
//   program or shared library (ELF64), section csnake_info => ReadBinaryCatalogue() => model::Catalogue
//
// The file is not trusted: every offset is checked against its size. It is not executed.
#pragma once

#include <string>
#include <vector>

#include "model/site.h"
#include "model/status.h"

namespace csnake::store {

// Merges every catalogue text in the section (one per translation unit, apart by NUL bytes).
//
// Errors: kNotFound        there is no such file;
//         kNothingToTest   it is a program without instrumentation, or no ELF64 file (a script);
//         kCorrupt         its headers or a catalogue make no sense.
model::Result<model::Catalogue> ReadBinaryCatalogue(const std::string& path);

struct Module {
  std::string path;
  model::Catalogue catalogue;
};

// The program and the instrumented libraries that the loader would load with it, the program first unless it has no
// instrumentation itself. Libraries that it opens later (plugins) are not known here: the spool names them.
// Errors: as ReadBinaryCatalogue(); kNothingToTest when none of them is instrumented.
model::Result<std::vector<Module>> ReadModules(const std::string& path);

// Changes whenever the program is linked anew: the GNU build id in hexadecimal, or "xxh3-" and a hash of the content.
// Errors: kNotFound, kUnavailable (it cannot be read).
model::Result<std::string> BuildId(const std::string& path);

}  // namespace csnake::store
