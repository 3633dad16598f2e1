#include "medians.h"

#include <algorithm>
#include <cstdio>

namespace csnake::bench {
namespace {

double Median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  const size_t half = values.size() / 2;
  return values.size() % 2 != 0 ? values[half] : (values[half - 1] + values[half]) / 2;
}

}  // namespace

void Medians::ReportRuns(const std::vector<Run>& runs) {
  for (const Run& run : runs) {
    if (run.run_type != Run::RT_Iteration || run.iterations == 0) continue;
    const double seconds = clock_ == Clock::kManual ? run.real_accumulated_time : run.cpu_accumulated_time;
    const std::string& name = run.run_name.function_name;
    const std::string what = name.substr(0, name.rfind('/'));
    if (!seconds_.contains(what)) order_.push_back(what);
    seconds_[what][name.substr(name.rfind('/') + 1)].push_back(seconds / static_cast<double>(run.iterations));
  }
}

void Medians::Finalize() {
  std::map<std::string, std::vector<double>> ratios;
  for (const std::string& what : order_) {
    auto& ways = seconds_[what];
    const double plain = Median(ways["plain"]);
    std::printf("%-16s us: plain %7.0f", what.c_str(), plain * 1e6);
    for (const auto& [way, seconds] : ways) {
      if (way == "plain") continue;
      const double ratio = Median(seconds) / plain;
      ratios[way].push_back(ratio);
      std::printf("  %s %.0f (%.2f)", way.c_str(), Median(seconds) * 1e6, ratio);
    }
    std::printf("\n");
  }
  for (const auto& [way, all] : ratios)
    std::printf("%-22s median %.2f, worst %.2f times plain\n", way.c_str(), Median(all), *std::ranges::max_element(all));
}

int RunAndCompare(int argc, char** argv, Clock clock) {
  std::vector<char*> words(argv, argv + argc);
  std::string interleaved = "--benchmark_enable_random_interleaving=true", repeated = "--benchmark_repetitions=9",
              shortly = "--benchmark_min_time=0.05";
  words.insert(words.begin() + 1, {interleaved.data(), repeated.data(), shortly.data()});
  int count = static_cast<int>(words.size());
  benchmark::Initialize(&count, words.data());
  if (benchmark::ReportUnrecognizedArguments(count, words.data())) return 1;
  Medians medians(clock);
  benchmark::RunSpecifiedBenchmarks(&medians);
  return 0;
}

}  // namespace csnake::bench
