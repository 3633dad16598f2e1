// work_queue.h: one thread that does what it is given, in order.
#ifndef BLOCKSTORE_WORK_QUEUE_H_
#define BLOCKSTORE_WORK_QUEUE_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace blockstore {

class WorkQueue {
 public:
  ~WorkQueue() { Stop(); }
  void Start();
  // Drops what has not begun.
  void Stop();
  void Post(std::function<void()> work);

 private:
  void Loop();

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::deque<std::function<void()>> queue_;
  std::thread thread_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_WORK_QUEUE_H_
