#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace csnake::cli {
namespace {

const char* ToWord(runner::Phase phase) {
  switch (phase) {
    case runner::Phase::kListing:
      return "listing tests";
    case runner::Phase::kProfile:
      return "without faults";
    case runner::Phase::kPlan:
      return "planning";
    case runner::Phase::kInjection:
      return "with one fault each";
    case runner::Phase::kRepeats:
      return "that the findings rest on, once more";
    case runner::Phase::kDoses:
      return "with shorter delays";
  }
  return "";
}

}  // namespace

std::string FormatTime(int64_t duration_ns) {
  const int64_t s = duration_ns / 1'000'000'000;
  if (s >= 3600) return fmt::format("{}h {:02}m", s / 3600, s / 60 % 60);
  if (s >= 60) return fmt::format("{}m {:02}s", s / 60, s % 60);
  return fmt::format("{} s", s);
}

ProgressLine::ProgressLine(int verbosity) : verbosity_(verbosity), terminal_(isatty(2) != 0) {}
ProgressLine::~ProgressLine() { Erase(); }

void ProgressLine::Erase() {
  if (drawn_) std::fputs("\r\033[K", stderr);
  drawn_ = false;
}

void ProgressLine::OnProgress(const runner::Progress& p) {
  if (verbosity_ < 0 || p.total == 0) return;
  const auto now = std::chrono::steady_clock::now();
  const bool changed = p.phase != phase_ || p.done == p.total;
  const auto pause = terminal_ ? std::chrono::milliseconds(200) : std::chrono::milliseconds(30'000);
  if (now - last_ < pause && !(changed && terminal_) && p.phase == phase_) return;
  phase_ = p.phase;
  last_ = now;
  const std::string line =
      fmt::format("runs {}: {} of {} ({:.0f} %), {:.1f}/s, {} elapsed{}", ToWord(p.phase), p.done, p.total,
                  100.0 * static_cast<double>(p.done) / static_cast<double>(p.total), p.runs_per_second,
                  FormatTime(p.elapsed_ns), p.remaining_ns > 0 ? ", " + FormatTime(p.remaining_ns) + " left" : "");
  if (terminal_) {
    std::fprintf(stderr, "\r\033[K%s", line.c_str());
    std::fflush(stderr);
    drawn_ = true;
  } else {
    std::fprintf(stderr, "%s\n", line.c_str());
  }
}

void ProgressLine::OnMessage(runner::Severity severity, const std::string& text) {
  if (verbosity_ < 0 && severity == runner::Severity::kNote) return;
  Erase();
  std::fprintf(stderr, "csnake: %s%s\n", severity == runner::Severity::kWarning ? "warning: " : "", text.c_str());
}

}  // namespace csnake::cli
