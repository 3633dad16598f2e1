// store/run_key.h — which run is meant: a workload, what was injected into it, and the repeat.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/run.h"

namespace csnake::store {

struct RunKey {
  std::string workload;
  std::optional<model::Fault> fault = {};  // Absent: a profile run; `dose` is then not part of the key.
  model::Dose dose = {};
  int repeat = 0;

  bool operator==(const RunKey&) const = default;
};

RunKey KeyOf(const model::Run& run);
RunKey KeyOf(const model::Experiment& experiment, int repeat);

// Bytes whose lexicographic order is the order of Reader::ForEachRun: workload, profile before injections, fault, dose,
// repeat. A workload's name must not contain NUL.
std::string EncodeKey(const RunKey& key);
std::string WorkloadPrefix(std::string_view workload);
std::string ProfilePrefix(std::string_view workload);  // Of its profile runs.

// For messages: "Suite.Case, throw 00000000000000a1, repeat 2".
std::string Describe(const RunKey& key);

}  // namespace csnake::store
