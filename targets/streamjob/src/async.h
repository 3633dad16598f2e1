// async.h: coroutines that can be awaited, and threads that run them.
//
//   Executor             runs jobs now or later, also the rest of a coroutine
//   Async<T>             begins when it is awaited; hands its result or its exception to the one who waits
//   Spawn(Async<T>)      begins at once; the result comes through a std::future
//   Countdown::WaitFor   `co_await` until a number of things have happened, or a time has passed
#pragma once

#include <condition_variable>
#include <coroutine>
#include <exception>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
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

class AsyncPromiseBase {
 public:
  struct FinalAwaiter {
    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> handle) const noexcept {
      const std::coroutine_handle<> next = handle.promise().continuation;
      return next ? next : std::noop_coroutine();
    }
    void await_resume() const noexcept {}
  };

  std::suspend_always initial_suspend() const noexcept { return {}; }
  FinalAwaiter final_suspend() const noexcept { return {}; }
  void unhandled_exception() { error = std::current_exception(); }

  std::coroutine_handle<> continuation;
  std::exception_ptr error;
};

template <typename T>
class AsyncPromise : public AsyncPromiseBase {
 public:
  auto get_return_object() { return std::coroutine_handle<AsyncPromise>::from_promise(*this); }
  void return_value(T result) { value_ = std::move(result); }
  T Take() {
    if (error) std::rethrow_exception(error);
    return std::move(*value_);
  }

 private:
  std::optional<T> value_;
};

template <>
class AsyncPromise<void> : public AsyncPromiseBase {
 public:
  auto get_return_object() { return std::coroutine_handle<AsyncPromise>::from_promise(*this); }
  void return_void() const {}
  void Take() const {
    if (error) std::rethrow_exception(error);
  }
};

template <typename T = void>
class [[nodiscard]] Async {
 public:
  using promise_type = AsyncPromise<T>;

  Async(std::coroutine_handle<promise_type> handle) : handle_(handle) {}  // NOLINT: what a promise returns.
  Async(Async&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Async& operator=(Async&&) = delete;
  ~Async() {
    if (handle_) handle_.destroy();
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiter) const noexcept {
    handle_.promise().continuation = waiter;
    return handle_;
  }
  T await_resume() const { return handle_.promise().Take(); }

 private:
  std::coroutine_handle<promise_type> handle_;
};

// A coroutine that nobody waits for; it has to deal with its own exceptions.
struct Detached {
  struct promise_type {
    Detached get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { std::terminate(); }
  };
};

template <typename T>
Detached DriveTo(std::promise<T> result, Async<T> work) {
  try {
    if constexpr (std::is_void_v<T>) {
      co_await work;
      result.set_value();
    } else {
      result.set_value(co_await work);
    }
  } catch (...) {
    result.set_exception(std::current_exception());
  }
}

template <typename T>
std::future<T> Spawn(Async<T> work) {
  std::promise<T> result;
  std::future<T> future = result.get_future();
  DriveTo(std::move(result), std::move(work));
  return future;
}

// Counts down to zero; one coroutine may wait for that.
class Countdown : public std::enable_shared_from_this<Countdown> {
 public:
  explicit Countdown(size_t count) : count_(count) {}
  void Arrive();
  // As if everybody had arrived.
  void Release();

  // `co_await` gives true if the count was zero in time.
  auto WaitFor(Executor& executor, Millis limit) {
    struct Awaiter {
      std::shared_ptr<Countdown> countdown;
      Executor& executor;
      Millis limit;
      bool await_ready() const { return countdown->IsZero(); }
      bool await_suspend(std::coroutine_handle<> handle) const { return countdown->Suspend(handle, executor, limit); }
      bool await_resume() const { return countdown->IsZero(); }
    };
    return Awaiter{shared_from_this(), executor, limit};
  }

 private:
  bool IsZero();
  bool Suspend(std::coroutine_handle<> handle, Executor& executor, Millis limit);
  void Resume();

  std::mutex mutex_;
  size_t count_;
  std::coroutine_handle<> waiter_;
  Executor* executor_ = nullptr;
};

}  // namespace streamjob
