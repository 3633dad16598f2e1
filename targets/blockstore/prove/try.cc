#include "try.h"

#include <algorithm>
#include <thread>

namespace blockstore::prove {
namespace {

constexpr int kWindowsBefore = 4;

class Watch {
 public:
  Watch(const Scenario& scenario, Load& load) : scenario_(scenario), load_(load), last_(Total()) {}
  // Errors of the next `count` windows.
  std::vector<uint64_t> Next(int count) {
    last_ = Total();
    std::vector<uint64_t> windows;
    for (int i = 0; i < count; ++i) {
      std::this_thread::sleep_for(kWindow);
      const uint64_t total = Total();
      windows.push_back(total - last_);
      last_ = total;
    }
    return windows;
  }

  uint64_t SinceLast() { return Total() - last_; }

 private:
  uint64_t Total() { return load_.errors + scenario_.more_errors(load_.cluster); }

  const Scenario& scenario_;
  Load& load_;
  uint64_t last_;
};

Outcome Judge(const std::vector<uint64_t>& before, const std::vector<uint64_t>& after) {
  const auto failing = [](uint64_t errors) { return errors > 0; };
  if (std::ranges::any_of(before, failing)) return Outcome::kUnhealthy;
  if (std::none_of(after.end() - kWindowsQuiet, after.end(), failing)) return Outcome::kDiedOut;
  const bool to_the_end = std::any_of(after.end() - 2, after.end(), failing);
  return std::ranges::count_if(after, failing) >= kWindowsFailing && to_the_end ? Outcome::kSustained : Outcome::kNeither;
}

std::string Join(const std::vector<uint64_t>& windows) {
  std::string text;
  for (const uint64_t errors : windows) text += " " + std::to_string(errors);
  return text;
}

}  // namespace

Outcome RunTry(const Scenario& scenario, std::string* trace) {
  MiniCluster cluster(scenario.options, scenario.nodes);
  Load load{cluster, scenario.options};
  std::vector<std::jthread> threads;
  for (const auto& worker : scenario.workers) threads.emplace_back([&] { worker(load); });
  std::this_thread::sleep_for(kWindow);

  Watch watch(scenario, load);
  const std::vector<uint64_t> before = watch.Next(kWindowsBefore);
  scenario.at_trigger(load);
  *scenario.hook = std::chrono::duration_cast<Micros>(scenario.slow).count();
  std::this_thread::sleep_for(scenario.trigger);
  *scenario.hook = 0;
  const uint64_t during = watch.SinceLast();
  const std::vector<uint64_t> after = watch.Next(kWindowsAfter);

  load.stop = true;
  threads.clear();
  *trace = Join(before) + " | " + std::to_string(during) + " |" + Join(after);
  return Judge(before, after);
}

}  // namespace blockstore::prove
