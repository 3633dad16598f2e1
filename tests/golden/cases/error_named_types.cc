// Types that csnake.yml names: an alias of int, an enumeration without a word for success, a class without any shape.
// config faults: {error_types: [kv::Rc, kv::Mood, kv::Answer]}
#include <cstdio>

namespace kv {

using Rc = int;
enum class Mood { kCalm, kCross };
struct Answer {
  explicit Answer(int c) : code(c) {}
  int code;
};

static Rc Put(int n) {
  if (n > 5) return 3;  // [error_return] put 3
  return 0;
}

static Mood Ask(int n) {
  if (n > 5) return Mood::kCross;  // [error_return] ask 1
  return Mood::kCalm;
}

static Answer Get(int n) {
  if (n > 5) return Answer(4);  // [error_return] get 4
  return Answer(0);
}

static int Other(int n) {
  if (n > 5) return 3;
  return n;
}

}  // namespace kv

int main() {
  std::printf("put %d\n", kv::Put(1));
  std::printf("ask %d\n", static_cast<int>(kv::Ask(1)));
  std::printf("get %d\n", kv::Get(1).code);
  std::printf("%d\n", kv::Other(1));
}
