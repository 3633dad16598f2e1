#include "config/settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace csnake::config {
namespace {

bool Number(std::string_view text, int low, int high, int& out) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < low || value > high) return false;
  out = value;
  return true;
}

bool Real(std::string_view text, double low, double high, double& out) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value >= low && value <= high)) return false;
  out = value;
  return true;
}

bool Duration(std::string_view text, int64_t& out) {
  const auto value = ParseDuration(text);
  if (!value || *value == 0) return false;
  out = *value;
  return true;
}

bool Text(std::string_view text, std::string& out) {
  if (text.empty()) return false;
  out = text;
  return true;
}

bool OneOf(std::string_view text, std::initializer_list<std::string_view> allowed, std::string& out) {
  if (std::ranges::find(allowed, text) == allowed.end()) return false;
  out = text;
  return true;
}

bool Jobs(std::string_view text, int& out) {
  if (text != "auto") return Number(text, 1, 4096, out);
  out = 0;
  return true;
}

std::string Print(double value) {
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return error == std::errc() ? std::string(buffer.data(), end) : "?";
}

constexpr std::string_view kDuration = "a duration with a unit, such as 200ms, 5s, 15m or 6h";

const std::array kSettings = {
    Setting{"project.name", "", "a name", [](Config& c, std::string_view t) { return Text(t, c.name); },
            [](const Config& c) { return c.name; }, false},
    Setting{"project.root", "", "a directory", [](Config& c, std::string_view t) { return Text(t, c.root); },
            [](const Config& c) { return c.root; }, false},
    Setting{"faults.delay.max_total", "CSNAKE_DELAY_MAX_TOTAL", kDuration,
            [](Config& c, std::string_view t) { return Duration(t, c.delay_max_total_ns); },
            [](const Config& c) { return FormatDuration(c.delay_max_total_ns); }, true},
    Setting{"run.repeat.min", "CSNAKE_REPEAT_MIN", "a whole number from 1 to 1000",
            [](Config& c, std::string_view t) { return Number(t, 1, 1000, c.repeat_min); },
            [](const Config& c) { return std::to_string(c.repeat_min); }, false},
    Setting{"run.repeat.max", "CSNAKE_REPEAT_MAX", "a whole number from 1 to 1000",
            [](Config& c, std::string_view t) { return Number(t, 1, 1000, c.repeat_max); },
            [](const Config& c) { return std::to_string(c.repeat_max); }, false},
    Setting{"run.jobs", "CSNAKE_JOBS", "a whole number from 1 to 4096, or auto",
            [](Config& c, std::string_view t) { return Jobs(t, c.jobs); },
            [](const Config& c) { return c.jobs == 0 ? std::string("auto") : std::to_string(c.jobs); }, false},
    Setting{"run.timeout.factor", "CSNAKE_TIMEOUT_FACTOR", "a number from 1 to 1000",
            [](Config& c, std::string_view t) { return Real(t, 1, 1000, c.timeout_factor); },
            [](const Config& c) { return Print(c.timeout_factor); }, true},
    Setting{"run.timeout.min", "CSNAKE_TIMEOUT_MIN", kDuration,
            [](Config& c, std::string_view t) { return Duration(t, c.timeout_min_ns); },
            [](const Config& c) { return FormatDuration(c.timeout_min_ns); }, true},
    Setting{"run.timeout.max", "CSNAKE_TIMEOUT_MAX", kDuration,
            [](Config& c, std::string_view t) { return Duration(t, c.timeout_max_ns); },
            [](const Config& c) { return FormatDuration(c.timeout_max_ns); }, true},
    Setting{"analyze.fdr", "CSNAKE_FDR", "a number from 0.000001 to 0.5",
            [](Config& c, std::string_view t) { return Real(t, 0.000001, 0.5, c.fdr); },
            [](const Config& c) { return Print(c.fdr); }, false},
    Setting{"analyze.compat", "CSNAKE_COMPAT", "none, trace, paths or chain",
            [](Config& c, std::string_view t) { return OneOf(t, {"none", "trace", "paths", "chain"}, c.compat); },
            [](const Config& c) { return c.compat; }, false},
    Setting{"analyze.length_max", "CSNAKE_LENGTH_MAX", "a whole number from 1 to 32",
            [](Config& c, std::string_view t) { return Number(t, 1, 32, c.length_max); },
            [](const Config& c) { return std::to_string(c.length_max); }, false},
    Setting{"gate.baseline", "CSNAKE_BASELINE", "a file",
            [](Config& c, std::string_view t) { return Text(t, c.baseline); },
            [](const Config& c) { return c.baseline; }, false},
    Setting{"gate.triage", "CSNAKE_TRIAGE", "a file", [](Config& c, std::string_view t) { return Text(t, c.triage); },
            [](const Config& c) { return c.triage; }, false},
};

constexpr std::array<std::string_view, 9> kLists = {"version", "project.include", "project.exclude", "tests",
                                                     "faults.error_types", "faults.exclude", "faults.library", "gate.fail_on",
                                                     "profiles"};

}  // namespace

std::span<const Setting> Settings() { return kSettings; }

const Setting* FindSetting(std::string_view key) {
  const auto found = std::ranges::find(kSettings, key, &Setting::key);
  return found == kSettings.end() ? nullptr : &*found;
}

std::span<const std::string_view> ListKeys() { return kLists; }

}  // namespace csnake::config
