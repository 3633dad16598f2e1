#include <cstdio>
#include <map>
#include <optional>
#include <stdexcept>

static std::map<int, int> table = {{1, 10}, {2, 20}};

static int Look(int key) {
  if (const auto found = table.find(key); found == table.end()) throw std::out_of_range("missing");  // [throw] missing
  else return found->second;
}

static std::optional<int> Next(int n) {
  if (n > 2) return std::nullopt;  // [error_return] 0 left // occurs 2
  return n + 1;
}

// The condition declares a variable: it cannot be forced.
static int Declared(const int* at) {
  if (const int* p = at) return *p;
  return -1;  // [error_return] -1
}

int main() {
  int n = 0;
  while (const auto next = Next(n)) {  // [delay] // iterations 3
    std::printf("%d\n", n);
    n = *next;
  }
  std::printf("%d left\n", n);
  if (auto [at, inserted] = table.emplace(3, 30); inserted) std::printf("%d\n", at->second);
  switch (const int k = n; k) {
    case 3: std::printf("three\n"); break;
    default: break;
  }
  for (int i = 0; const auto next = Next(i); ++i) std::printf("next %d\n", *next);  // [delay] // iterations 3
  try {
    std::printf("%d\n", Look(1));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
  std::printf("%d\n", Declared(&n));
}
