#include <cstdio>
#include <initializer_list>
#include <map>
#include <ranges>
#include <string>
#include <vector>

// Range-for over things of many kinds.
static void Print(int n) { std::printf("%d\n", n); }

struct Countdown {
  int n;
  bool operator!=(const Countdown& other) const { return n != other.n; }
  int operator*() const { return n; }
  void operator++() { --n; }
};
struct Range {
  Countdown begin() const { return {3}; }
  Countdown end() const { return {0}; }
};
static std::vector<int> Make() { return {1, 2}; }

int main() {
  int array[] = {1, 2, 3};
  for (int n : array) Print(n);  // [!delay] constant
  for (int n : {4, 5}) Print(n);  // [!delay] constant
  for (int n : Range()) Print(n);  // [delay] // iterations 3
  for (int n : Make()) Print(n);  // [delay] // iterations 2
  std::map<int, std::string> names = {{1, "a"}, {2, "b"}};
  for (auto& [key, name] : names) Print(key + static_cast<int>(name.size()));  // [delay] // iterations 2
  for (int n : Make() | std::views::reverse | std::views::transform([](int n) { return n * 2; })) Print(n);  // [delay] // iterations 2
  for (const char c : std::string("xy")) Print(c);  // [delay] // iterations 2
}
