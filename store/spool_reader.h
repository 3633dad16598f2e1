// store/spool_reader.h — what the processes of one run recorded, as one model::Run.
//
//   <dir>/*.spool (runtime/spool.h) => ReadSpools() => Run.observations, injection, losses, body window
//                                        spool_merge.h (timelines, states)
//
// The bytes are never trusted: a spool may end anywhere and hold anything. What can be read is used; the rest is
// counted in Run::losses. Entries that were being written when the process died (ready == 0) are no loss.
//
// Times of all processes are put on the clock of the process that started first.
// Threads: no shared state. Cost: linear in the bytes used; one spool in memory at a time.
#pragma once

#include <string>
#include <vector>

#include "model/run.h"
#include "model/status.h"

namespace csnake::store {

inline constexpr size_t kStatesMax = 32;  // Distinct local states kept per observation.

// Adds every *.spool of `directory` to `run`: fills observations, injection, losses, processes, start_ns and body_ns.
//
// body_ns stays 0 when no body hook ran or the body did not end: the caller knows how long the process lived.
// start_ns > 0 exactly when a body hook ran. An empty directory is no error: processes is 0.
// Errors: kUnavailable  the directory cannot be listed.
model::Result<void> ReadSpools(const std::string& directory, model::Run& run);

// The programs and libraries with hooks that the processes of one run loaded, by absolute path, sorted.
std::vector<std::string> ReadModuleNames(const std::string& directory);

}  // namespace csnake::store
