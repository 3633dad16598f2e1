#include "try.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <new>
#include <thread>

namespace frontcache::prove {
namespace {

constexpr int kWindowsBefore = 4;
constexpr Millis kStagger{60};  // Between the starts of front-ends.

struct Unmap {
  void operator()(Load* load) const { ::munmap(load, sizeof *load); }
};

std::unique_ptr<Load, Unmap> SharedLoad() {
  void* memory = ::mmap(nullptr, sizeof(Load), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw SystemError("no shared memory");
  return std::unique_ptr<Load, Unmap>(new (memory) Load);
}

Script UsersOf(const FrontEnds& front_ends, Load& load) {
  return [&front_ends, &load](RequestThread& thread) {
    std::minstd_rand random(static_cast<uint32_t>(::getpid()) * 64u + static_cast<uint32_t>(thread.index()));
    std::this_thread::sleep_for(front_ends.think * thread.index() / front_ends.threads);  // They come one by one.
    while (!load.stop) {
      const TimePoint begin = Clock::now();
      const bool served = thread.Serve([&](RequestThread& serving) { front_ends.request(serving, random); });
      const bool well = served && Clock::now() - begin < front_ends.patience;
      ++(well ? load.successes : load.errors);
      if (served || !front_ends.reload) std::this_thread::sleep_for(front_ends.think);
    }
  };
}

// What went wrong in each of the next windows.
std::vector<uint64_t> Watch(const Load& load, bool counts_standstill, int count) {
  std::vector<uint64_t> windows;
  for (int i = 0; i < count; ++i) {
    const uint64_t errors = load.errors;
    const uint64_t successes = load.successes;
    std::this_thread::sleep_for(kWindow);
    const bool standstill = counts_standstill && load.successes == successes;
    windows.push_back(std::max<uint64_t>(load.errors - errors, standstill ? 1 : 0));
  }
  return windows;
}

Outcome Judge(const std::vector<uint64_t>& before, const std::vector<uint64_t>& after) {
  const auto failing = [](uint64_t errors) { return errors > 0; };
  if (std::ranges::any_of(before, failing)) return Outcome::kUnhealthy;
  if (std::none_of(after.end() - kWindowsQuiet, after.end(), failing)) return Outcome::kDiedOut;
  const bool to_the_end = std::any_of(after.end() - 2, after.end(), failing);
  const auto bad = std::ranges::count_if(after, failing);
  return bad >= kWindowsFailing && to_the_end ? Outcome::kSustained : Outcome::kNeither;
}

std::string Join(const std::vector<uint64_t>& windows) {
  std::string text;
  for (const uint64_t errors : windows) text += " " + std::to_string(errors);
  return text;
}

}  // namespace

Outcome RunTry(const Scenario& scenario, std::string* trace) {
  const auto load = SharedLoad();
  Fleet fleet(scenario.options);
  for (size_t i = 0; i < scenario.followers; ++i) fleet.StartFollower();
  std::this_thread::sleep_for(scenario.followers * kStagger);  // Until they follow a cache that is empty.
  fleet.RunFrontEnd(1, scenario.prepare);
  for (int i = 0; i < scenario.load.processes; ++i) {
    fleet.StartFrontEnd(scenario.load.threads, UsersOf(scenario.load, *load));
    std::this_thread::sleep_for(kStagger);
  }

  std::this_thread::sleep_for(2 * kWindow);
  const std::vector<uint64_t> before = Watch(*load, scenario.load.counts_standstill, kWindowsBefore);
  const uint64_t errors = load->errors;
  std::atomic<int64_t>& hook = g_hooks->*scenario.hook;
  hook = std::chrono::duration_cast<Micros>(scenario.slow).count();
  scenario.at_trigger(fleet);
  std::this_thread::sleep_for(scenario.trigger);
  hook = 0;
  const uint64_t during = load->errors - errors;
  const std::vector<uint64_t> after = Watch(*load, scenario.load.counts_standstill, kWindowsAfter);

  *trace = Join(before) + " | " + std::to_string(during) + " |" + Join(after);
  return Judge(before, after);
}

}  // namespace frontcache::prove
