// try.h: one demonstration: a healthy job under load, a short trigger, and what is left of it afterwards.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "mini_cluster.h"

namespace streamjob::prove {

inline constexpr Millis kWindow{200};
inline constexpr int kWindowsBefore = 4;
inline constexpr int kWindowsAfter = 14;    // Watched after the trigger.
inline constexpr int kWindowsFailing = 10;  // So many of them must fail for "sustained".
inline constexpr int kWindowsQuiet = 4;     // So many must be quiet at the end for "died out".

// What the load of a scenario works with.
struct Load {
  MiniCluster& cluster;
  std::atomic<bool> stop{false};
  std::atomic<uint64_t> errors{0};  // That users notice.
};

struct Scenario {
  std::string id;
  bool is_cycle = true;  // Otherwise a decoy.
  JobGraph graph;
  Options options;
  int records_per_tick = 2;                              // Written to each log every 5 ms.
  std::function<void(Load&)> user = [](Load&) {};        // A thread, until `stop`.
  std::function<void(Load&)> at_trigger = [](Load&) {};  // An ordinary event at the time of the trigger.
  std::atomic<int64_t>* hook = nullptr;                  // Slowed down by the trigger ...
  Millis slow{0};                                        // ... by so much per round ...
  Millis trigger{500};                                   // ... for so long.
};

enum class Outcome { kSustained, kDiedOut, kNeither, kUnhealthy };

// A window fails when anything in the job does, users notice an error, or no result comes. `trace` receives the
// failures of each window ("-": no result).
Outcome RunTry(const Scenario& scenario, std::string* trace);

// For each planted cycle and each decoy, the conditions under which all of its hops can happen together.
std::vector<Scenario> AllScenarios();

}  // namespace streamjob::prove
