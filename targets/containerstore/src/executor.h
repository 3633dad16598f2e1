// executor.h: threads that do what they are given.
//
//   Executor   one thread, in order
//   Scheduler  one thread, at a time
//
// Neither begins anything after Stop; what has not begun by then is dropped.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#include "options.h"

namespace containerstore {

using Task = std::function<void()>;

class Executor {
 public:
  Executor() : thread_([this] { Loop(); }) {}
  ~Executor() { Stop(); }
  void Post(Task task);
  void Stop();

 private:
  void Loop();

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::deque<Task> tasks_;
  std::thread thread_;
};

class Scheduler {
 public:
  Scheduler() : thread_([this] { Loop(); }) {}
  ~Scheduler() { Stop(); }
  void After(Millis delay, Task task);
  void Stop();

 private:
  void Loop();

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::multimap<TimePoint, Task> timers_;
  std::thread thread_;
};

}  // namespace containerstore
