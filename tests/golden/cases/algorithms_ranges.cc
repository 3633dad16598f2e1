#include <algorithm>
#include <cstdio>
#include <ranges>
#include <vector>

// The same in std::ranges, in templates, and nested.
static void Print(int n) { std::printf("%d\n", n); }

template <typename Items>
static void Show(const Items& items) {
  std::for_each(items.begin(), items.end(), [](const auto& item) { Print(item); });  // [delay] // iterations 2
  std::ranges::for_each(items, [](int item) { Print(item); });  // [delay] // iterations 2
}

int main() {
  const std::vector<int> values = {1, 2};
  std::ranges::for_each(values, Print);  // [delay] // iterations 2
  std::ranges::for_each(values, [](int n) { Print(n); }, [](int n) { return -n; });  // [delay] // iterations 2
  if (std::ranges::all_of(values, [](int n) { return Print(n), n > 0; })) Print(9);  // [delay] // iterations 2
  std::vector<int> out(2);
  std::ranges::transform(values, out.begin(), [](int n) { return Print(n), n * 2; });  // [delay] // iterations 2
  Show(out);
  std::for_each(values.begin(), values.end(), [&](int rows) {  // [delay] // iterations 2
    for (int i = 0; i < rows; ++i) Print(i);  // [delay] // iterations 3 // inside 23
  });
}
