#include <cstdio>

// Loops by goto in a lambda, in a constructor, in a template, with a break and a continue out of the block.
struct Client {
  explicit Client(int tries) {
  again:  // [delay] // iterations 3
    std::printf("connect %d\n", tries);
    if (--tries > 0) goto again;
  }
};

template <typename T>
static void Send(T n) {
retry:  // [delay] // iterations 2
  std::printf("send %d\n", static_cast<int>(n));
  if (n-- > 1) goto retry;
}

int main() {
  const auto poll = [](int n) {
  more:  // [delay] // iterations 2
    std::printf("poll %d\n", n);
    if (n-- > 1) goto more;
  };
  poll(2);
  Client(3);
  Send(2);
  for (int i = 0; i < 3; ++i) {  // [delay]
    int n = 0;
  step:  // [delay] // iterations 5
    std::printf("step %d %d\n", i, n);
    if (i == 0) continue;
    if (i == 2 && n == 1) break;
    if (n++ < 1) goto step;
  }
  std::printf("end\n");
}
