// Side effects happen in their order, and only those of operands that are evaluated.
#include <cstdio>
#include <stdexcept>

static int steps = 0;
static int Step(int n) {
  std::printf("%d:%d ", ++steps, n);
  return n;
}
static bool IsOdd(int n) { return (Step(n) & 1) != 0; }

static int Walk(int a, int b, int c) {
  if (IsOdd(a) && !IsOdd(b) && IsOdd(c))  // [negation=0] 2:3 // [negation=1] 3:3 // [negation=1] 4:100
    return Step(100);
  if (Step(a) > 0 && (Step(b) > 0 || Step(c) > 0) && Step(a) < Step(b)) throw std::logic_error("order");  // [throw] order
  int i = 0;
  const int array[] = {Step(i++), Step(i++), Step(i++)};
  if (i = Step(4), i == 5) throw std::logic_error("comma");  // [throw] comma
  int* at = &i;
  *at = IsOdd(*at) ? Step(1) : Step(i++) + array[2];  // [negation=1] 13:1
  return i + steps;
}

int main() {
  try {
    std::printf("walked %d\n", Walk(3, 2, 2));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
