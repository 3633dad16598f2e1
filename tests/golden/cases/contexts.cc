// Who calls, and which loop runs around a loop, stay right when the compiler inlines everything.
#include <cstdio>
#include <stdexcept>

namespace app {

static inline void Leaf(int n) {
  if (n < 0) throw std::domain_error("leaf");  // [throw] // occurs 2 // from app::Middle
  for (int i = 0; i < n; ++i) {  // [delay] // iterations 30 // inside 15 // from app::Middle
    std::printf("leaf %d\n", i);
  }
}

static inline void Middle(int n) {
  for (int i = 0; i < n; ++i) {  // [delay] // inside 23
    for (int k = 0; k < 2; ++k) Leaf(n);  // [!delay] constant bounds
  }
  if (n > 1) Leaf(-n);
}

static inline int Top(int n) {
  int caught = 0;
  while (n > 0) {  // [delay] // inside 0 // from main
    try {
      Middle(n--);
    } catch (const std::exception& e) {
      ++caught;
      std::printf("%s\n", n == 0 ? e.what() : "natural");
    }
  }
  return caught;
}

}  // namespace app

int main() {
  std::printf("caught %d\n", app::Top(3) + app::Top(1));
}
