// An exception made for a promise is an error; one that is handed on is none.
#include <cstdio>
#include <exception>
#include <future>
#include <stdexcept>

static std::future<int> Ask(int n) {
  std::promise<int> promise;
  auto future = promise.get_future();
  if (n > 5) {
    promise.set_exception(std::make_exception_ptr(std::out_of_range("too far")));  // [throw] too far
    return future;
  }
  try {
    promise.set_value(n);  // [library_error]
  } catch (...) {
    promise.set_exception(std::current_exception());  // [!throw] passes on
  }
  return future;
}

static void Raise(int n) {
  if (n > 5) std::rethrow_exception(std::make_exception_ptr(std::domain_error("raised")));  // [throw] raised
}

int main() {
  try {
    Raise(1);
    std::printf("%d\n", Ask(1).get());  // [library_error]
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
