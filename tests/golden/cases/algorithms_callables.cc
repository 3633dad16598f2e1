#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

// Function objects that only move, that change, that are kept in a variable or behind std::ref and std::bind.
static void Print(int n) { std::printf("%d\n", n); }

struct Node {
  std::vector<int> values = {1, 2};
  int total = 0;
  void Add(int n) {
    Print(n);
    total += n;
  }
  void Run() {
    std::for_each(values.begin(), values.end(), [this](int n) { Add(n); });  // [delay] // iterations 2 // from main
    std::for_each(values.begin(), values.end(), std::bind(&Node::Add, this, std::placeholders::_1));
  }
};

int main() {
  Node node;
  node.Run();
  const auto print = [](int n) { Print(n); };
  std::for_each(node.values.begin(), node.values.end(), print);  // [delay] // iterations 2
  int calls = 0;
  auto count = [&calls](int n) mutable { Print(n * ++calls); };
  std::for_each(node.values.begin(), node.values.end(), std::ref(count));
  std::vector<int> made(3);
  std::generate(made.begin(), made.end(), [n = std::make_shared<int>(0)] {  // [delay] // iterations 3
    Print(*n);
    return ++*n;
  });
  made.erase(std::remove_if(made.begin(), made.end(), [](int n) { return Print(n), n == 2; }), made.end());  // [delay] // iterations 3
  std::printf("%d %d %zu\n", node.total, calls, made.size());
}
