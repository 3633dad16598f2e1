// cli/progress.h — progress for people: a live line on a terminal, a plain line every 30 s elsewhere, on stderr.
#pragma once

#include <chrono>
#include <string>

#include "runner/progress.h"

namespace csnake::cli {

class ProgressLine final : public runner::ProgressSink {
 public:
  explicit ProgressLine(int verbosity);
  ~ProgressLine() override;

  void OnProgress(const runner::Progress& progress) override;
  void OnMessage(runner::Severity severity, const std::string& text) override;

 private:
  void Erase();

  int verbosity_;
  bool terminal_;
  bool drawn_ = false;
  runner::Phase phase_ = runner::Phase::kListing;
  std::chrono::steady_clock::time_point last_{};
};

// "1h 02m", "3m 20s", "12 s".
std::string FormatTime(int64_t duration_ns);

}  // namespace csnake::cli
