#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

// Lambdas that use the variable they help to make, and callbacks that do not come again.
static std::vector<std::function<void()>> g_queue;

struct Connection {
  std::thread thread;
  std::function<void()> done;
  int requests = 2;
};

struct Job {
  void Start() {
    g_queue.push_back([this] { Finish(); });
  }
  void Finish() { std::printf("finished\n"); }
};

int main() {
  Job job;
  job.Start();
  for (const auto& work : g_queue) work();  // [delay] // iterations 1
  int result = 1;
  result = [&result] { std::printf("%d\n", result); return result + 1; }();
  std::thread thread([] { std::printf("thread\n"); });  // [library_error]
  thread.join();
  Connection connection;
  connection.thread = std::thread([&connection] { std::printf("%d\n", connection.requests); });  // [library_error]
  connection.thread.join();
  connection.done = [&connection] { std::printf("done after %d\n", connection.requests); };
  connection.done();
  return result - 2;
}
