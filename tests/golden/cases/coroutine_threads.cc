// A task whose steps run on different threads, and callers whose frames are gone when it ends.
#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <thread>
#include <vector>

static std::vector<std::function<void()>> queue;

static int Check(int n) {
  if (n > 90) throw std::out_of_range("check");  // [throw] check
  return n;
}

struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::printf("failed\n"); }
  };
};
struct Hop {
  bool thread;
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> handle) const {
    if (thread) std::thread([handle] { handle.resume(); }).join();  // [library_error]
    else queue.push_back([handle] { handle.resume(); });
  }
  int await_resume() const { return Check(thread ? 1 : 2); }
};

static Task Work(int n) {
  try {
    for (int i = 0; i < n; ++i) {
      const int got = co_await Hop{i % 2 == 0};
      std::printf("step %d got %d\n", i, Check(got));
      if (got > 5) co_return;
    }
  } catch (const std::exception& e) {
    std::printf("caught %s\n", e.what());
  }
}

static void Start(int n) {
  if (Check(n) > 0) Work(n);
}

int main() {
  try {
    Start(4);
    while (!queue.empty()) {  // [delay]
      const auto next = queue.back();
      queue.pop_back();
      next();
      Check(3);
    }
  } catch (const std::exception& e) {
    std::printf("main %s\n", e.what());
  }
}
