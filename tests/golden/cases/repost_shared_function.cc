#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

// A function object that is kept in a shared pointer or a member and posts itself.
static std::vector<std::function<void()>> g_queue;
static void Post(std::function<void()> work) { g_queue.push_back(std::move(work)); }

struct Client {
  std::function<void()> beat;
  int left = 2;
  void Start() {
    beat = [this] {  // [delay] // iterations 3
      std::printf("beat %d\n", left);
      if (left-- > 0) Post(beat);
    };
    Post(beat);
  }
};

int main() {
  auto step = std::make_shared<std::function<void(int)>>();
  *step = [step](int n) {  // [delay] // iterations 3
    std::printf("step %d\n", n);
    if (n > 0) Post([step, n] { (*step)(n - 1); });
  };
  Post([step] { (*step)(2); });
  Client client;
  client.Start();
  for (size_t i = 0; i < g_queue.size(); ++i) {  // [delay] // iterations 6
    const auto work = g_queue[i];
    work();
  }
  *step = nullptr;
}
