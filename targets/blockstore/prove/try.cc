#include "try.h"

#include <algorithm>
#include <thread>

namespace blockstore::prove {
namespace {

constexpr int kWindowsBefore = 4;

// What went wrong in one window.
struct Window {
  uint64_t errors = 0;
  bool standstill = false;
  bool failing() const { return errors > 0 || standstill; }
};

class Watch {
 public:
  Watch(const Scenario& scenario, Load& load) : scenario_(scenario), load_(load) { Reset(); }
  std::vector<Window> Next(int count) {
    Reset();
    std::vector<Window> windows;
    for (int i = 0; i < count; ++i) {
      std::this_thread::sleep_for(kWindow);
      const bool standstill = scenario_.counts_standstill && load_.successes == successes_;
      windows.push_back({Errors() - errors_, standstill});
      Reset();
    }
    return windows;
  }
  uint64_t ErrorsSinceLast() { return Errors() - errors_; }

 private:
  uint64_t Errors() { return load_.errors + scenario_.more_errors(load_.cluster); }
  void Reset() {
    errors_ = Errors();
    successes_ = load_.successes;
  }

  const Scenario& scenario_;
  Load& load_;
  uint64_t errors_ = 0;
  uint64_t successes_ = 0;
};

Outcome Judge(const std::vector<Window>& before, const std::vector<Window>& after) {
  const auto failing = [](const Window& window) { return window.failing(); };
  if (std::ranges::any_of(before, failing)) return Outcome::kUnhealthy;
  if (std::none_of(after.end() - kWindowsQuiet, after.end(), failing)) return Outcome::kDiedOut;
  const bool to_the_end = std::any_of(after.end() - 2, after.end(), failing);
  const auto bad = std::ranges::count_if(after, failing);
  return bad >= kWindowsFailing && to_the_end ? Outcome::kSustained : Outcome::kNeither;
}

std::string Join(const std::vector<Window>& windows) {
  std::string text;
  for (const Window& window : windows) text += " " + std::to_string(window.errors) + (window.standstill ? "-" : "");
  return text;
}

}  // namespace

Outcome RunTry(const Scenario& scenario, std::string* trace) {
  MiniCluster cluster(scenario.options, scenario.nodes);
  Load load{cluster, scenario.options};
  scenario.prepare(load);
  std::vector<std::jthread> threads;
  for (const auto& worker : scenario.workers) threads.emplace_back([&] { worker(load); });
  std::this_thread::sleep_for(scenario.healthy_after);

  Watch watch(scenario, load);
  const std::vector<Window> before = watch.Next(kWindowsBefore);
  scenario.at_trigger(load);
  *scenario.hook = std::chrono::duration_cast<Micros>(scenario.slow).count();
  std::this_thread::sleep_for(scenario.trigger);
  *scenario.hook = 0;
  const uint64_t during = watch.ErrorsSinceLast();
  const std::vector<Window> after = watch.Next(kWindowsAfter);

  load.stop = true;
  threads.clear();
  *trace = Join(before) + " | " + std::to_string(during) + " |" + Join(after);
  return Judge(before, after);
}

}  // namespace blockstore::prove
