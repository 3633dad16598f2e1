#include <cstdio>
#include <memory>

// Recursion used as a loop: entered by the outermost call, one iteration a call.
struct Node {
  int value;
  std::unique_ptr<Node> left, right;
};

static void Visit(const Node& node, int depth) {  // [delay] // iterations 4 // inside 27
  std::printf("%*d\n", depth, node.value);
  if (node.left) Visit(*node.left, depth + 1);
  if (node.right) Visit(*node.right, depth + 1);
}

static int Retry(int n) {  // [delay] // iterations 3 // inside 0
  std::printf("retry %d\n", n);
  return n > 1 ? Retry(n - 1) : n;
}

static int Sum(int n) { return n == 0 ? 0 : n + Sum(n - 1); }  // [!delay] no input

int main() {
  Node root{1, nullptr, nullptr};
  root.left = std::make_unique<Node>(Node{2, nullptr, nullptr});
  std::printf("%d %d\n", Retry(3), Sum(4));
  for (int i = 0; i < Sum(2) - 1; ++i) Visit(root, 1);  // [delay] // iterations 2
}
