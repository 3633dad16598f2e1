// What is awaited stands in a condition.
#include <coroutine>
#include <cstdio>

struct Task {
  struct promise_type {
    int value = 0;
    Task get_return_object() { return Task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(int v) { value = v; }
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
  ~Task() { handle.destroy(); }
};

struct Ready {
  int value;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  int await_resume() { return value; }
};

static Task Read() {
  if (co_await Ready{5} < 0) co_return -1;  // [error_return] read -1
  switch (co_await Ready{1}) {
    case 1: co_return 1;
    default: co_return -2;  // [error_return]
  }
}

int main() {
  Task task = Read();
  task.handle.resume();
  if (!task.handle.done()) task.handle.resume();
  std::printf("read %d\n", task.handle.promise().value);
}
