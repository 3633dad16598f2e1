// try.h: one demonstration: a healthy cluster under load, a short trigger, and what is left of it afterwards.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "mini_cluster.h"

namespace containerstore::prove {

inline constexpr Millis kWindow{100};
inline constexpr int kWindowsBefore = 4;
inline constexpr int kWindowsAfter = 16;    // Watched after the trigger.
inline constexpr int kWindowsFailing = 10;  // So many of them must fail for "sustained".
inline constexpr int kWindowsQuiet = 4;     // So many must be quiet at the end for "died out".

// What the load of a scenario works with.
struct Load {
  MiniCluster& cluster;
  const Options& options;
  std::atomic<bool> stop{false};
  std::atomic<uint64_t> errors{0};  // Failures that users notice.
};

struct Scenario {
  std::string id;
  bool is_cycle = true;  // Otherwise a decoy.
  Options options;
  size_t nodes = 3;
  size_t containers = 0;                                 // Closed ones that are there from the beginning.
  std::vector<std::function<void(Load&)>> workers;       // Each a thread, until `stop`.
  std::function<void(Load&)> at_trigger = [](Load&) {};  // An ordinary event at the time of the trigger.
  std::function<uint64_t(MiniCluster&)> more_errors = [](MiniCluster&) { return uint64_t{0}; };
  std::atomic<int64_t>* hook = nullptr;  // Slowed down by the trigger ...
  Millis slow{0};                        // ... by so much per round ...
  Millis trigger{300};                   // ... for so long.
};

enum class Outcome { kSustained, kDiedOut, kNeither, kUnhealthy };

// `trace` receives the errors of each window before, altogether during, and of each window after the trigger.
Outcome RunTry(const Scenario& scenario, std::string* trace);

// For each planted cycle and each decoy, the conditions under which all of its hops can happen together.
std::vector<Scenario> AllScenarios();

}  // namespace containerstore::prove
