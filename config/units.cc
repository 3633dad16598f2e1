#include "config/units.h"

#include <array>
#include <charconv>
#include <cmath>
#include <span>

namespace csnake::config {
namespace {

struct Unit {
  std::string_view name;
  int64_t factor;
};

constexpr int64_t kSecond = 1'000'000'000;
constexpr std::array kTimes = {Unit{"d", 86'400 * kSecond}, Unit{"h", 3'600 * kSecond}, Unit{"m", 60 * kSecond},
                               Unit{"s", kSecond},          Unit{"ms", 1'000'000},      Unit{"us", 1'000},
                               Unit{"ns", 1}};
constexpr std::array kSizes = {Unit{"B", 1},
                               Unit{"KB", 1'000},
                               Unit{"MB", 1'000'000},
                               Unit{"GB", 1'000'000'000},
                               Unit{"TB", 1'000'000'000'000},
                               Unit{"KiB", int64_t{1} << 10},
                               Unit{"MiB", int64_t{1} << 20},
                               Unit{"GiB", int64_t{1} << 30},
                               Unit{"TiB", int64_t{1} << 40}};

// Takes "1.5h" off the front of `text`.
std::optional<int64_t> TakeQuantity(std::string_view& text, std::span<const Unit> units) {
  double number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc() || !(number >= 0)) return std::nullopt;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  const size_t length = std::min(text.find_first_of("0123456789. "), text.size());
  for (const Unit& unit : units) {
    if (text.substr(0, length) != unit.name) continue;
    text.remove_prefix(length);
    const double value = std::round(number * static_cast<double>(unit.factor));
    if (value > 9e18) return std::nullopt;
    return static_cast<int64_t>(value);
  }
  return std::nullopt;
}

}  // namespace

std::optional<int64_t> ParseDuration(std::string_view text) {
  if (text.empty()) return std::nullopt;
  int64_t sum = 0;
  while (!text.empty()) {
    const auto part = TakeQuantity(text, kTimes);
    if (!part || __builtin_add_overflow(sum, *part, &sum)) return std::nullopt;
  }
  return sum;
}

std::string FormatDuration(int64_t duration_ns) {
  if (duration_ns == 0) return "0s";
  for (const Unit& unit : kTimes)
    if (duration_ns % unit.factor == 0) return std::to_string(duration_ns / unit.factor) + std::string(unit.name);
  return std::to_string(duration_ns) + "ns";
}

std::optional<int64_t> ParseSize(std::string_view text) {
  const auto size = TakeQuantity(text, kSizes);
  return text.empty() ? size : std::nullopt;
}

std::optional<Budget> ParseBudget(std::string_view text) {
  Budget budget;
  while (true) {
    const size_t slash = text.find('/');
    const std::string_view part = text.substr(0, slash);
    if (part.ends_with("runs")) {
      const std::string_view digits = part.substr(0, part.size() - 4);
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), budget.runs);
      if (error != std::errc() || end != digits.data() + digits.size() || budget.runs < 1) return std::nullopt;
    } else {
      const auto time = ParseDuration(part);
      if (!time || *time == 0 || budget.time_ns != 0) return std::nullopt;
      budget.time_ns = *time;
    }
    if (slash == std::string_view::npos) return budget;
    text.remove_prefix(slash + 1);
  }
}

std::string FormatBudget(const Budget& budget) {
  std::string text;
  if (budget.runs != 0) text = std::to_string(budget.runs) + "runs";
  if (budget.time_ns != 0) text += (text.empty() ? "" : "/") + FormatDuration(budget.time_ns);
  return text;
}

}  // namespace csnake::config
