#include "try.h"

#include <algorithm>
#include <thread>

namespace containerstore::prove {
namespace {

Outcome Judge(const std::vector<uint64_t>& before, const std::vector<uint64_t>& after) {
  const auto failing = [](uint64_t errors) { return errors > 0; };
  if (std::ranges::any_of(before, failing)) return Outcome::kUnhealthy;
  if (std::none_of(after.end() - kWindowsQuiet, after.end(), failing)) return Outcome::kDiedOut;
  const bool to_the_end = std::any_of(after.end() - 2, after.end(), failing);
  return std::ranges::count_if(after, failing) >= kWindowsFailing && to_the_end ? Outcome::kSustained
                                                                                : Outcome::kNeither;
}

bool Prepare(MiniCluster& cluster, const Scenario& scenario) {
  if (!cluster.Start() || !WaitUntil([&] { return cluster.IsReady(); })) return false;
  const auto client = cluster.NewClient();
  for (size_t i = 0; i < scenario.containers; ++i) {
    const auto id = client->Put("data");
    if (!id || !client->Close(*id)) return false;
    std::this_thread::sleep_for(kWindow / 4);
  }
  return true;
}

}  // namespace

Outcome RunTry(const Scenario& scenario, std::string* trace) {
  MiniCluster cluster(scenario.options, scenario.nodes);
  if (!Prepare(cluster, scenario)) return Outcome::kUnhealthy;
  Load load{cluster, scenario.options};
  std::vector<std::jthread> threads;
  for (const auto& worker : scenario.workers) threads.emplace_back([&] { worker(load); });
  std::this_thread::sleep_for(3 * kWindow);

  uint64_t seen = 0;
  const auto news = [&] {
    const uint64_t errors = load.errors + scenario.more_errors(cluster);
    return errors - std::exchange(seen, errors);
  };
  const auto watch = [&](int windows) {
    std::vector<uint64_t> errors;
    for (int i = 0; i < windows; ++i) {
      std::this_thread::sleep_for(kWindow);
      errors.push_back(news());
      *trace += " " + std::to_string(errors.back());
    }
    return errors;
  };
  news();
  const std::vector<uint64_t> before = watch(kWindowsBefore);
  scenario.at_trigger(load);
  *scenario.hook = std::chrono::duration_cast<Micros>(scenario.slow).count();
  std::this_thread::sleep_for(scenario.trigger);
  *scenario.hook = 0;
  *trace += " | " + std::to_string(news()) + " |";
  const std::vector<uint64_t> after = watch(kWindowsAfter);
  load.stop = true;
  threads.clear();
  return Judge(before, after);
}

}  // namespace containerstore::prove
