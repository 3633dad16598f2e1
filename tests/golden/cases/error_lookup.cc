// Numbers that are answers, not errors: a table, an order, a question, a count.
#include <cstdio>
#include <vector>

static int Days(int month) {
  if (month == 2) return 28;
  if (month == 0) return 0;
  return 31;
}

static int Compare(int a, int b) {
  if (a < b) return -1;  // [!error_return] orders
  if (a > b) return 1;
  return 0;
}

static int IsLarge(std::vector<int>& values) {
  if (values.size() > 5) return 1;
  return 0;
}

int main() {
  std::vector<int> values = {1};
  std::printf("%d %d %d\n", Days(3), Compare(2, 1), IsLarge(values));
}
