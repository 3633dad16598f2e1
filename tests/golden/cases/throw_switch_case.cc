// A throw in a case: the switch goes there.
#include <cstdio>
#include <stdexcept>

enum class Op { kPut, kGet, kDrop };

static int Cost(Op op) {
  switch (op) {
    case Op::kPut: return 1;
    case Op::kGet: return 2;
    case Op::kDrop: throw std::logic_error("no drop");  // [throw] no drop // occurs 0
  }
  return 0;
}

int main() {
  try {
    std::printf("%d\n", Cost(Op::kGet));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
