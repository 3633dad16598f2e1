// Null from functions that make, find and open; not from one that has nothing else.
#include <cstdio>
#include <memory>

struct Node {
  int key = 0;
  Node* next = nullptr;
};

static Node* Find(Node* head, int key) {
  for (Node* at = head; at; at = at->next)  // [!delay] no input
    if (at->key == key) return at;
  return nullptr;  // [error_return] absent
}

static std::shared_ptr<Node> Open(int key) {
  if (key > 5) return {};  // [error_return] not open
  return std::make_shared<Node>();
}

static Node* None(Node*) { return nullptr; }  // [!error_return] nothing but null

int main() {
  Node node;
  std::printf("%s\n", Find(&node, 0) ? "found" : "absent");
  std::printf("%s\n", Open(1) ? "open" : "not open");
  std::printf("%s\n", None(&node) ? "?" : "none");
}
