// Conditions with nothing between them are one guard: the inner one is not asked where the outer one was false.
#include <cstdio>
#include <stdexcept>

struct Node {
  int size;
};

static void Check(const Node* node) {
  if (node) {
    if (node->size > 3) {
      throw std::length_error("big");  // [throw] big
    }
    std::printf("small\n");
  }
  std::printf("checked\n");
}

static void Between(const Node* node, int& asked) {
  if (node) {
    ++asked;
    if (node->size > 3) throw std::length_error("between");  // [throw] between
  }
}

int main() {
  try {
    Check(nullptr);
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
  int asked = 0;
  const Node one{1};
  try {
    Between(nullptr, asked);
    Between(&one, asked);
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
