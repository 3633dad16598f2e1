#include "try.h"

#include <algorithm>
#include <thread>
#include <vector>

namespace streamjob::prove {
namespace {

struct Window {
  uint64_t errors = 0;
  bool standstill = false;
};

bool Fails(const Window& window) { return window.errors > 0 || window.standstill; }

class Watch {
 public:
  explicit Watch(Load& load) : load_(load) {}
  Window Next(Millis length) {
    const uint64_t errors = Errors();
    const size_t results = load_.cluster.results().size();
    std::this_thread::sleep_for(length);
    return {Errors() - errors, load_.cluster.results().size() == results};
  }
  std::vector<Window> Next(int count) {
    std::vector<Window> windows;
    for (int i = 0; i < count; ++i) windows.push_back(Next(kWindow));
    return windows;
  }

 private:
  uint64_t Errors() {
    JobManager& job = load_.cluster.job();
    return load_.errors + job.restarts() + job.head_failures() + job.checkpoint_failures();
  }
  Load& load_;
};

Outcome Judge(const std::vector<Window>& before, const std::vector<Window>& after) {
  if (std::ranges::any_of(before, Fails)) return Outcome::kUnhealthy;
  if (std::none_of(after.end() - kWindowsQuiet, after.end(), Fails)) return Outcome::kDiedOut;
  const bool to_the_end = std::any_of(after.end() - 2, after.end(), Fails);
  return std::ranges::count_if(after, Fails) >= kWindowsFailing && to_the_end ? Outcome::kSustained : Outcome::kNeither;
}

std::string Join(const std::vector<Window>& windows) {
  std::string text;
  for (const Window& window : windows) text += " " + std::to_string(window.errors) + (window.standstill ? "-" : "");
  return text;
}

void Write(const Scenario& scenario, Load& load) {
  for (uint32_t tick = 0; !load.stop; ++tick) {
    for (size_t head = 0; head < scenario.graph.heads; ++head) {
      for (int i = 0; i < scenario.records_per_tick; ++i) load.cluster.log(head).Append(tick % 16, 1);
    }
    std::this_thread::sleep_for(Millis(5));
  }
}

}  // namespace

Outcome RunTry(const Scenario& scenario, std::string* trace) {
  MiniCluster cluster(scenario.graph, scenario.options, 2);
  cluster.job().Start();
  Load load{cluster};
  std::vector<std::jthread> threads;
  threads.emplace_back([&] { Write(scenario, load); });
  threads.emplace_back([&] { scenario.user(load); });
  std::this_thread::sleep_for(kWindow);

  Watch watch(load);
  const std::vector<Window> before = watch.Next(kWindowsBefore);
  *scenario.hook = std::chrono::duration_cast<Micros>(scenario.slow).count();
  scenario.at_trigger(load);
  const Window during = watch.Next(scenario.trigger);
  *scenario.hook = 0;
  const std::vector<Window> after = watch.Next(kWindowsAfter);

  load.stop = true;
  threads.clear();
  *trace = Join(before) + " |" + Join({during}) + " |" + Join(after);
  return Judge(before, after);
}

}  // namespace streamjob::prove
