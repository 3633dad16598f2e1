// try.h: one demonstration: a healthy cluster under load, a short trigger, and what is left of it afterwards.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "mini_cluster.h"

namespace regionkv::prove {

inline constexpr Millis kWindow{100};
inline constexpr int kWindowsAfter = 16;    // Watched after the trigger.
inline constexpr int kWindowsFailing = 10;  // So many of them must fail for "sustained".
inline constexpr int kWindowsQuiet = 4;     // So many must be quiet at the end for "died out".

// What the load of a scenario works with.
struct Load {
  MiniCluster& cluster;
  std::atomic<bool> stop{false};
  std::atomic<uint64_t> errors{0};     // Failures that users notice.
  std::atomic<uint64_t> successes{0};  // Operations that ended well.
  void Count(const Status& status) { ++(status.ok() ? successes : errors); }
};

using Counter = std::function<uint64_t(MiniCluster&)>;

struct Scenario {
  std::string id;
  bool is_cycle = true;  // Otherwise a decoy.
  Options options;
  size_t servers = 1;
  std::vector<std::pair<std::string, uint32_t>> tables;  // Names and numbers of regions.
  std::vector<std::function<void(Load&)>> workers;       // Each a thread, until `stop`.
  std::function<void(Load&)> at_trigger = [](Load&) {};  // An ordinary event at the time of the trigger.
  Counter more_errors = [](MiniCluster&) { return uint64_t{0}; };
  Counter progress;                      // If set, a window without any is a failing one, too.
  std::atomic<int64_t>* hook = nullptr;  // Slowed down by the trigger ...
  Millis slow{0};                        // ... by so much per round ...
  Millis trigger{400};                   // ... for so long.
};

enum class Outcome { kSustained, kDiedOut, kNeither, kUnhealthy };

// For each planted cycle and each decoy, the conditions under which all of its hops can happen together.
std::vector<Scenario> AllScenarios();

// `trace` receives the errors of each window before, altogether during, and of each window after the trigger.
Outcome RunTry(const Scenario& scenario, std::string* trace);

}  // namespace regionkv::prove
