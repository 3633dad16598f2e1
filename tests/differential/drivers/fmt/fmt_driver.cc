// fmt, header-only: constexpr parsing of format strings at compile time, and the same code in the run.
#include <fmt/chrono.h>
#include <fmt/compile.h>
#include <fmt/ranges.h>

#include <vector>

#include "driver.h"

struct Point { int x, y; };
template <> struct fmt::formatter<Point> {
  constexpr auto parse(format_parse_context& context) {
    auto at = context.begin();
    if (at != context.end() && *at == 'p') ++at;
    if (at != context.end() && *at != '}') throw format_error("point");
    return at;
  }
  auto format(const Point& p, format_context& context) const { return fmt::format_to(context.out(), "({}, {})", p.x, p.y); }
};

static void Numbers() {
  for (const double d : {0.0, -0.5, 1e300, 5e-324, 1.0 / 3, 123456.789}) fmt::print("{} {:.3f} {:e} {:g} {:a}\n", d, d, d, d, d);
  for (const long n : {0L, -1L, 255L, 1234567890123L}) fmt::print("{} {:x} {:#o} {:b} {:+} {:08} {:^12}\n", n, n, n, n, n, n, n);
  fmt::print("{} {} {}\n", true, 'c', static_cast<const void*>(nullptr));
}
static void Texts() {
  fmt::print("{0} {1:>8} {0:*<6} {2:.2} {name}\n", "ab", "right", "precise", fmt::arg("name", 5));
  fmt::print("{:p} {} {{}}\n", Point{1, 2}, fmt::format(FMT_COMPILE("{}-{}"), 1, "two"));
  fmt::memory_buffer buffer;
  for (int i = 0; i < 500; ++i) fmt::format_to(std::back_inserter(buffer), "{}", i);
  fmt::print("{} {}\n", buffer.size(), fmt::format("{:ä>5}", 7));
}
static void Errors() {
  for (const char* format : {"{", "}", "{:", "{5}", "{:d}", "{:.x}", "{0} {}", "{:99999999999}", "{name}", "{:{}}"}) {
    try {
      fmt::print("{}\n", fmt::vformat(format, fmt::make_format_args("text")));
    } catch (const fmt::format_error& e) {
      fmt::print("{}: {}\n", format, e.what());
    }
  }
}
static void Ranges() {
  fmt::print("{} {} {}\n", std::vector<int>{1, 2}, std::map<std::string, int>{{"a", 1}}, std::make_tuple(1, 'x', "y"));
  fmt::print("{}\n", fmt::join(std::vector<double>{1.5, 2.5}, ", "));
}
static void Times() {
  fmt::print("{} {} {:%H:%M:%S}\n", std::chrono::seconds(42), std::chrono::milliseconds(7), std::chrono::seconds(3661));
  fmt::print("{:%Y-%m-%d}\n", fmt::gmtime(static_cast<std::time_t>(86400 * 365)));
}

int main(int argc, char** argv) {
  return RunTest({{"numbers", Numbers}, {"texts", Texts}, {"errors", Errors}, {"ranges", Ranges}, {"times", Times}}, argc, argv);
}
