#include <cstdio>
#include <future>
#include <system_error>
#include <thread>

// Constructors that throw, whatever the form of their initialisation; functions without a result.
static int g_sum = 0;
static void Add(int n) { g_sum += n; }

int main() {
  try {
    std::thread first(Add, 1);  // [library_error] no thread // occurs 0
    first.join();  // [!library_error] ends the process
    std::thread second{[] { Add(2); }};  // [library_error] no thread
    second.join();
    auto third = std::thread(&Add, 4);  // [library_error] no thread
    third.join();
    std::thread none;
    std::printf("%d %d\n", g_sum, none.joinable());
  } catch (const std::system_error&) {
    std::printf("no thread\n");
  }
  try {
    std::promise<int> promise;
    std::future<int> future = promise.get_future();
    promise.set_value(5);  // [library_error] broken // occurs 0
    std::printf("%d\n", future.get());  // [library_error] broken
    std::printf("%d\n", std::async(std::launch::async, [] { return 6; }).get());  // [library_error] // [library_error]
  } catch (const std::exception&) {
    std::printf("broken\n");
  }
}
