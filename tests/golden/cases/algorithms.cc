#include <algorithm>
#include <cstdio>
#include <numeric>
#include <vector>

// Algorithms that call a function of the target for each element.
static void Print(int n) { std::printf("%d\n", n); }
static int Check(int n) {
  std::printf("check %d\n", n);
  return n > 1;
}
struct Adder {
  int* sum;
  void operator()(int n) const {
    Print(n);
    *sum += n;
  }
};

int main() {
  std::vector<int> values = {1, 2, 3};
  int sum = 0;
  std::for_each(values.begin(), values.end(), [&](int n) { Print(n); });  // [delay] // iterations 3
  std::for_each(values.begin(), values.end(), Print);  // [delay] // iterations 3
  std::for_each(values.begin(), values.end(), &Print);  // [delay] // iterations 3
  std::for_each_n(values.begin(), 2, Adder{&sum});  // [delay] // iterations 2
  std::transform(values.begin(), values.end(), values.begin(), [](int n) {  // [delay] // iterations 3
    Print(n);
    return n + 1;
  });
  if (std::any_of(values.begin(), values.end(), Check)) Print(1);  // [delay] // iterations 1
  const bool all = std::all_of(values.begin(), values.end(), [](int n) { return Check(n) != 0; });  // [delay] // iterations 3
  const auto found = std::find_if(values.begin(), values.end(), [](int n) { return Check(n) != 0 && n > 3; });  // [delay] // iterations 3
  Print(all + *found);
  auto step = [calls = 0](int total, int n) mutable {
    Print(++calls);
    return total + n;
  };
  Print(std::accumulate(values.begin(), values.end(), 0, step));  // [delay] // iterations 3
  std::sort(values.begin(), values.end(), [](int a, int b) { return a > b; });
  std::for_each(values.begin(), values.end(), [&](int n) { sum += n; });  // [!delay] no input
  const auto last = std::for_each(values.begin(), values.end(), Adder{&sum});  // [!delay] its result is the function
  Print(*last.sum);
}
