// Errors in a coroutine that is resumed on another thread: its path lives in its own frame.
#include <coroutine>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <thread>

struct Task {
  struct promise_type {
    int value = 0;
    std::exception_ptr failure;
    Task get_return_object() { return Task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(int v) { value = v; }
    void unhandled_exception() { failure = std::current_exception(); }
  };
  std::coroutine_handle<promise_type> handle;
  ~Task() { handle.destroy(); }
};

static Task Work(int n) {
  co_await std::suspend_always();
  if (n > 10) co_return -1;  // [error_return] value -1 // occurs 0
  co_await std::suspend_always();
  if (n > 5) throw std::out_of_range("far");  // [throw] far // from Resume
  co_return n;
}

static void Resume(Task& task) { task.handle.resume(); }

int main() {
  Task task = Work(1), other = Work(7);
  Resume(task);
  std::thread([&] { Resume(task); }).join();  // [library_error]
  if (!task.handle.done()) std::thread([&] { Resume(task); }).join();  // [library_error]
  Resume(other);
  try {
    if (task.handle.promise().failure) std::rethrow_exception(task.handle.promise().failure);  // [!throw] passes on
    std::printf("value %d\n", task.handle.promise().value);
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
