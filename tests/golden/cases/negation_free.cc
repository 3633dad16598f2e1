// Free and static functions, templates of them, in &&, || and !; constants are none.
#include <cstdio>
#include <string>

namespace kv {

static bool IsStale(int age) { return age > 100; }
template <typename T>
bool IsSmall(const T& value) {
  return value < T{10};
}
static constexpr bool kStrict = true;
static bool IsStrict(int) { return kStrict; }

struct Names {
  static bool IsReserved(const std::string& name) { return name == "admin"; }
};

}  // namespace kv

int main() {
  if (kv::IsStale(1) || kv::Names::IsReserved("bob")) std::printf("refused\n");  // [negation=1] refused // [negation=1] refused
  if (kv::IsSmall(3) && !kv::IsStale(3)) std::printf("fresh\n");  // [negation=0] old // [negation=1] old
  else std::printf("old\n");
  std::printf("%d\n", kv::IsStrict(1) ? 1 : 0);  // [!negation] constants
}
