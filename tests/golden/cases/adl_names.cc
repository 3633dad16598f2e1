// A target whose own names are those that hooks might collide with.
#include <cstdio>
#include <stdexcept>

namespace kv {
struct Key { int n; };
template <typename... T> int apply(T&&...) { return 100; }
template <typename... T> int csnake_apply(T&&...) { return 200; }
template <typename T> bool csnake_value(T&&) { return false; }
template <typename... T> bool forward(T&&...) { return false; }
template <typename T> bool move(T&&) { return false; }
bool operator==(Key a, Key b) { return a.n == b.n; }
bool IsHigh(Key key) { return key.n > 9; }

int Find(Key key) {
  int csnake_x = key.n, csnake_f = 2, csnake_l = 3, frame = 4, site = 5, value = 6;
  if (key == Key{7}) throw std::out_of_range("seven");  // [throw] seven
  for (int loop = 0; loop < csnake_x; ++loop) std::printf("%d ", apply(key, csnake_apply(key)));  // [delay]
  if (IsHigh(key)) return -1;  // [negation=1] found -1 // [error_return] found -1
  return csnake_x + csnake_f + csnake_l + frame + site + value;
}
}  // namespace kv

struct csnake_state { int csnake_site; };
enum csnake_kind { csnake_none, csnake_some };

int main() {
  try {
    const csnake_state state{csnake_some};
    std::printf("found %d %d\n", kv::Find({2}), state.csnake_site);
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
