// A coroutine leaves and enters its frame in the middle, on any thread: its loops are not hooked.
#include <coroutine>
#include <cstdio>
#include <exception>
#include <stdexcept>

struct Generator {
  struct promise_type {
    int value = 0;
    std::exception_ptr failure;
    Generator get_return_object() { return Generator{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int v) { value = v; return {}; }
    void return_void() {}
    void unhandled_exception() { failure = std::current_exception(); }
  };
  std::coroutine_handle<promise_type> handle;
  bool Next() {
    handle.resume();
    if (handle.promise().failure) std::rethrow_exception(handle.promise().failure);
    return !handle.done();
  }
  ~Generator() { handle.destroy(); }
};

static int Check(int n) {
  if (n > 100) throw std::out_of_range("check");  // [throw] check
  return n;
}

static Generator Count(int n) {
  for (int i = 0; i < n; ++i) {  // [!delay] coroutine
    if (i > 50) throw std::runtime_error("fifty");  // [throw] fifty
    co_yield Check(i);
  }
}

int main() {
  try {
    Generator a = Count(3), b = Count(2);
    while (a.Next()) {  // [delay] // iterations 3
      std::printf("a %d\n", a.handle.promise().value);
      if (b.Next()) std::printf("b %d\n", b.handle.promise().value);
      else break;
    }
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
