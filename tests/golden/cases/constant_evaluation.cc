// constexpr, consteval, constinit: still usable in constant expressions, and in the run.
#include <cstdio>
#include <stdexcept>
#include <string_view>

constexpr int Checked(int n) {
  if (n < 0) throw std::domain_error("negative");
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += i;
  return sum;
}
consteval int Twice(int n) {
  if (n > 100) throw std::out_of_range("large");
  return 2 * n;
}
constexpr bool IsLong(std::string_view text) { return text.size() > 3; }
struct Limits {
  int low, high;
  constexpr Limits(int l, int h) : low(l), high(h) { if (l > h) throw std::logic_error("swapped"); }
  constexpr ~Limits() { low = 0; }
  constexpr int Width() const { return high - low; }
};
constinit int shared = Checked(4);
constinit thread_local int per_thread = Twice(4);
static_assert(Checked(4) == 6 && Twice(21) == 42 && IsLong("four"));
template <int kN> struct Table { int values[kN] = {}; };

static int Route(int n) {
  if consteval { return 1; } else { n += 1; }
  if constexpr (IsLong("abc")) return -1;
  static constexpr Limits kLimits(1, 5);
  Table<Twice(Checked(3))> table;
  const auto square = [](int m) { return m * m; };
  static_assert(square(3) == 9);
  int values[square(2)] = {n};
  switch (n) {
    case square(1): return 10;
    case Checked(3): return 20;
  }
  if (n > kLimits.Width()) return -1;  // [error_return] route -1
  return static_cast<int>(sizeof table.values / sizeof values[0]) + values[0];
}

int main() {
  try {
    std::printf("route %d\n", Route(2));
    std::printf("route %d %d %d\n", Route(1), shared, per_thread);
    std::printf("%d %d\n", Checked(shared), IsLong(shared > 3 ? "long one" : "s"));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
