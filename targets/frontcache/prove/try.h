// try.h: one demonstration: a healthy fleet under load, a short trigger, and what is left of it afterwards.
#ifndef FRONTCACHE_PROVE_TRY_H_
#define FRONTCACHE_PROVE_TRY_H_

#include <atomic>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "fleet.h"
#include "hooks.h"

namespace frontcache::prove {

inline constexpr Millis kWindow{100};
inline constexpr int kWindowsAfter = 16;    // Watched after the trigger.
inline constexpr int kWindowsFailing = 12;  // So many of them must fail for "sustained".
inline constexpr int kWindowsQuiet = 4;     // So many must be quiet at the end for "died out".

// Between the users, who live in the front-end processes, and the demonstration. In shared memory.
struct Load {
  std::atomic<bool> stop{false};
  std::atomic<uint64_t> errors{0};  // Requests that failed, or took too long for their users.
  std::atomic<uint64_t> successes{0};
};

// What a user asks for; `random` is the user's own.
using Request = std::function<void(RequestThread&, std::minstd_rand& random)>;

struct FrontEnds {
  int processes = 2;
  size_t threads = 8;  // Each serves one user after the other.
  Millis think{10};    // After a request that was served.
  bool reload = true;  // After a failure the user tries again at once.
  Millis patience{1000};
  bool counts_standstill = true;  // A window in which nobody was served is a failing one, too.
  Request request;
};

struct Scenario {
  std::string id;
  bool is_cycle = true;  // Otherwise a decoy.
  Options options;
  Script prepare = [](RequestThread&) {};  // Run by one thread before the load begins.
  size_t followers = 0;                    // That run from the beginning.
  FrontEnds load;
  std::function<void(Fleet&)> at_trigger = [](Fleet&) {};  // An ordinary event at the time of the trigger.
  std::atomic<int64_t> TestHooks::* hook = nullptr;        // Slowed down by the trigger ...
  Millis slow{0};                                          // ... by so much per round ...
  Millis trigger{300};                                     // ... for so long.
};

enum class Outcome { kSustained, kDiedOut, kNeither, kUnhealthy };

// `trace` receives the errors of each window before, altogether during, and of each window after the trigger.
Outcome RunTry(const Scenario& scenario, std::string* trace);

}  // namespace frontcache::prove

#endif  // FRONTCACHE_PROVE_TRY_H_
