// An algorithm that a policy lets run in threads has iterations on all of them.
#include <algorithm>
#include <cstdio>
#include <execution>
#include <vector>

static void Print(int n) { std::printf("%d\n", n); }

int main() {
  std::vector<int> values = {1};
  std::for_each(std::execution::par, values.begin(), values.end(), [](int n) { Print(n); });  // [!delay] threads of its own
  std::for_each(std::execution::par_unseq, values.begin(), values.end(), Print);  // [!delay] threads of its own
  std::for_each(values.begin(), values.end(), Print);  // [delay] // iterations 1
}
