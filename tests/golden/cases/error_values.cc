#include <cstdio>

enum class Code { kOk, kBusy, kClosed };
enum Color { kRed = 1, kBlue = 2 };

static Code Send(int queued) {
  if (queued > 3) return Code::kBusy;  // [error_return] send 1
  if (queued < 0)
    return Code::kClosed;  // [error_return] send 2
  return Code::kOk;
}

static Color Paint(int n) {
  if (n > 1) return kBlue;  // [!error_return] tells success from failure
  return kRed;
}

static int Read(int handle) {
  if (handle == 7) return -1;  // [error_return] read -1
  if (handle == 8) return -5;  // [error_return] read -5
  return handle;
}

static const char* Name(int n) {
  if (n > 1) return nullptr;  // [error_return] null
  return "name";
}

struct Node {
  Node* next = nullptr;
};

static Node* Next(Node* node) {
  if (!node->next) return 0;  // [error_return] no next
  return node->next;
}

int main() {
  std::printf("send %d\n", static_cast<int>(Send(1)));
  std::printf("%d\n", Paint(1));
  std::printf("read %d\n", Read(1));
  const char* name = Name(1);
  std::printf("%s\n", name ? name : "null");
  Node a, b;
  a.next = &b;
  std::printf("%s\n", Next(&a) ? "next" : "no next");
}
