// config/units.h — numbers with units: durations, sizes, budgets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace csnake::config {

// "200ms", "5s", "1.5h", "1h30m"; units ns us ms s m h d. A bare number, a negative one or an overflow is nullopt.
std::optional<int64_t> ParseDuration(std::string_view text);
std::string FormatDuration(int64_t duration_ns);  // The largest unit that divides it: "15m", "1500ms".

// "64KiB", "1.5GB"; units B KB MB GB TB (powers of 1,000) and KiB MiB GiB TiB.
std::optional<int64_t> ParseSize(std::string_view text);

// A limit on the work of one command. 0: no limit of that sort.
struct Budget {
  int64_t runs = 0;
  int64_t time_ns = 0;

  bool operator==(const Budget&) const = default;
};

// "500runs", "30m", "500runs/30m": whichever ends first.
std::optional<Budget> ParseBudget(std::string_view text);
std::string FormatBudget(const Budget& budget);

}  // namespace csnake::config
