// try.h: one demonstration: a healthy cluster under load, a short trigger, and what is left of it afterwards.
#ifndef BLOCKSTORE_PROVE_TRY_H_
#define BLOCKSTORE_PROVE_TRY_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "mini_cluster.h"

namespace blockstore::prove {

inline constexpr Millis kWindow{100};
inline constexpr int kWindowsAfter = 14;  // Watched after the trigger.
inline constexpr int kWindowsFailing = 10;  // So many of them must fail for "sustained".
inline constexpr int kWindowsQuiet = 4;   // So many must be quiet at the end for "died out".

// What the load of a scenario works with.
struct Load {
  MiniCluster& cluster;
  const Options& options;
  std::atomic<bool> stop{false};
  std::atomic<uint64_t> errors{0};     // Failures that users notice.
  std::atomic<uint64_t> successes{0};  // Operations that ended well.
};

struct Scenario {
  std::string id;
  bool is_cycle = true;  // Otherwise a decoy.
  Options options;
  size_t nodes = 2;
  std::function<void(Load&)> prepare = [](Load&) {};         // Before the workers begin.
  std::vector<std::function<void(Load&)>> workers;           // Each a thread, until `stop`.
  std::function<void(Load&)> at_trigger = [](Load&) {};      // An ordinary event at the time of the trigger.
  std::function<uint64_t(MiniCluster&)> more_errors = [](MiniCluster&) { return uint64_t{0}; };
  std::atomic<int64_t>* hook = nullptr;  // Slowed down by the trigger ...
  Millis slow{0};                        // ... by so much per round ...
  Millis trigger{300};                   // ... for so long.
  Millis healthy_after = kWindow;        // What the workers need to begin with.
  bool counts_standstill = false;        // A window without any success is a failing one, too.
};

enum class Outcome { kSustained, kDiedOut, kNeither, kUnhealthy };

// `trace` receives the errors of each window before, altogether during, and of each window after the trigger.
Outcome RunTry(const Scenario& scenario, std::string* trace);

}  // namespace blockstore::prove

#endif  // BLOCKSTORE_PROVE_TRY_H_
