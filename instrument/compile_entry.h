// instrument/compile_entry.h — -MJ file: entries of a compilation database, as clang writes them.
#pragma once

#include <string>

#include "instrument/command_line.h"

namespace csnake::instrument {

// Writes an entry for each source to the file that -MJ names; does nothing without -MJ. (Given to the steps, it would
// describe these.) Returns false when the file cannot be written.
bool WriteCompileEntries(const CommandLine& command, const std::string& clang);

}  // namespace csnake::instrument
