#include <atomic>
#include <cstdio>
#include <stdexcept>
#include <thread>
#include <vector>

static std::atomic<int> sum = 0, failures = 0;

static void Add(int n) {
  if (n % 10 == 9) throw std::runtime_error("nine");  // [throw] failures 41 // occurs 40
  sum += n;
}

static void Work() {
  for (int i = 0; i < 100; ++i) {  // [delay] // iterations 400
    if (i == 50) continue;
    try {
      Add(i);
    } catch (const std::exception&) {
      ++failures;
    }
  }
}

int main() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(Work);  // [!delay] constant bounds
  for (std::thread& thread : threads) thread.join();  // [delay] // iterations 4
  std::printf("failures %d\n", failures.load());
}
