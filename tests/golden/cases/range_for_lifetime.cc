// The range of a range-based for lives as long as the loop, its other temporaries do not.
#include <cstdio>
#include <vector>

struct Batch {
  explicit Batch(int n) : items(static_cast<size_t>(n), n) { std::printf("make\n"); }
  ~Batch() { std::printf("drop\n"); }
  const std::vector<int>& Items() const { return items; }
  auto begin() const { return items.begin(); }
  auto end() const { return items.end(); }
  std::vector<int> items;
};

static int Handle(int n) {
  std::printf("%d\n", n);
  return n > 9 ? -1 : 0;  // [error_return]
}

static int Drain(int n) {
  for (const int item : Batch(n)) Handle(item);  // [delay] // iterations 2
  for (const Batch batch(n); const int item : batch.Items()) {  // [delay] // iterations 2
    if (Handle(item) < 0) return -1;  // [error_return] drained -1
  }
  for (Batch batch(1); auto& item : batch.items) item = Handle(item);  // [delay] // iterations 1
  return n;
}

int main() { std::printf("drained %d\n", Drain(2)); }
