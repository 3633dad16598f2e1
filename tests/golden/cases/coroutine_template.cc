// The only coroutine is a template's instance, and it hands over to another one: the compiler's own builtins for that are
// declared when the instance asks for them.
#include <coroutine>
#include <cstdio>
#include <exception>
#include <stdexcept>

struct HandOver {
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) const noexcept { return std::noop_coroutine(); }
  void await_resume() const noexcept {}
};

struct Task {
  struct promise_type {
    std::exception_ptr failure;
    Task get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    HandOver final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { failure = std::current_exception(); }
  };
  std::coroutine_handle<promise_type> handle;
};

template <typename T>
Task Drive(T value) {
  co_await HandOver{};
  if (value < 0) throw std::runtime_error("negative");  // [throw] negative
  std::printf("value %d\n", static_cast<int>(value));
}

int main() {
  Task task = Drive(3);
  task.handle.resume();
  task.handle.resume();
  if (task.handle.promise().failure) {
    try {
      std::rethrow_exception(task.handle.promise().failure);
    } catch (const std::exception& e) {
      std::printf("%s\n", e.what());
    }
  }
  task.handle.destroy();
}
