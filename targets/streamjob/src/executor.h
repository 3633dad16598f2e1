// executor.h: threads that run jobs now or later, also the rest of a coroutine.
#ifndef STREAMJOB_EXECUTOR_H_
#define STREAMJOB_EXECUTOR_H_

#include <condition_variable>
#include <coroutine>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "options.h"

namespace streamjob {

class Executor {
 public:
  explicit Executor(size_t threads);
  ~Executor() { Stop(); }
  void Post(std::function<void()> job) { PostAfter(Millis(0), std::move(job)); }
  void PostAfter(Millis delay, std::function<void()> job);
  // Finishes what is due and forgets the rest. Not to be called from a job.
  void Stop();

  // `co_await executor.Resume()` goes on in one of its threads.
  auto Resume() {
    struct Awaiter {
      Executor& executor;
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<> handle) const {
        executor.Post([handle] { handle.resume(); });
      }
      void await_resume() const noexcept {}
    };
    return Awaiter{*this};
  }

 private:
  void Run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::multimap<TimePoint, std::function<void()>> jobs_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace streamjob

#endif  // STREAMJOB_EXECUTOR_H_
