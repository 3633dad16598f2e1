// store/reader.h — what a campaign holds, for those who analyse it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/run.h"
#include "model/site.h"
#include "model/status.h"

namespace csnake::store {

// One test that can be run alone, as the campaign knows it.
struct Workload {
  std::string name;      // Unique in the campaign: "Suite.Case", or the configured name.
  std::string adapter;   // "gtest", ...
  std::string binary;    // Relative to project.root.
  std::string excluded;  // Why it takes no part (red, flaky, reaches no site); empty when it does.
  // How it is run, where its program and name do not tell (ctest).
  std::vector<std::string> arguments = {};
  std::vector<std::string> environment = {};  // Changes: "NAME=value"; "NAME" alone: not there.
  std::string directory = {};                 // Empty: project.root.
  int cpus = 1;                               // Parallel jobs that it counts for.

  bool operator==(const Workload&) const = default;
};

// Read side of a campaign. Threads: const calls may run concurrently.
class Reader {
 public:
  virtual ~Reader() = default;

  virtual model::Result<model::Catalogue> ReadCatalogue() const = 0;
  // Sorted by name, excluded ones too.
  virtual model::Result<std::vector<Workload>> ReadWorkloads() const = 0;
  // Calls `visit` with every run of `workload`: profile runs first by repeat, then injections by (fault, dose, repeat).
  // An unknown workload has no runs. Errors: kCorrupt names the run.
  virtual model::Result<void> ForEachRun(std::string_view workload,
                                         const std::function<void(const model::Run&)>& visit) const = 0;
};

}  // namespace csnake::store
