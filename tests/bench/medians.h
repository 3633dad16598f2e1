// bench/medians.h — a reporter that compares: benchmarks are named "<what>/<way>", and each way's median CPU time is set
// against that of "<what>/plain" in the same run.
#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

namespace csnake::bench {

enum class Clock { kProcessor, kManual };  // Whose time counts: the process's, or what the benchmark sets itself.

class Medians : public benchmark::BenchmarkReporter {
 public:
  explicit Medians(Clock clock) : clock_(clock) {}
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override;
  void Finalize() override;  // Prints the table.

 private:
  Clock clock_;
  std::vector<std::string> order_;
  std::map<std::string, std::map<std::string, std::vector<double>>> seconds_;  // What, way, per repetition.
};

// Runs what is registered, in random order with nine repetitions unless the command line says otherwise. The exit code.
int RunAndCompare(int argc, char** argv, Clock clock);

}  // namespace csnake::bench
