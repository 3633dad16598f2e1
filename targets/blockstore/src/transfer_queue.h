// transfer_queue.h: copies replicas to other nodes, as the name node asked for it.
//
// Jobs that came together are a batch. If one of them fails the connection is suspected and the whole batch is sent
// again, once; what is still missing then is left to the name node, which keeps the account.
#ifndef BLOCKSTORE_TRANSFER_QUEUE_H_
#define BLOCKSTORE_TRANSFER_QUEUE_H_

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "messages.h"
#include "options.h"
#include "replica_store.h"

namespace blockstore {

class TransferQueue {
 public:
  TransferQueue(const Options& options, const ReplicaStore& store) : options_(options), store_(store) {}
  ~TransferQueue() { Stop(); }
  void Start();
  void Stop();
  void Add(std::vector<TransferJob> jobs);
  uint64_t failures() const { return failures_; }
  uint64_t sent() const { return sent_; }

 private:
  struct Batch {
    TimePoint deadline;
    bool sent_again = false;
    std::vector<TransferJob> jobs;
  };

  void TransferLoop();
  bool Next(Batch& batch);
  void Push(Batch batch);
  void Run(Batch batch);
  void Send(const TransferJob& job, TimePoint deadline);

  const Options options_;
  const ReplicaStore& store_;
  std::atomic<uint64_t> failures_{0};
  std::atomic<uint64_t> sent_{0};
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Batch> batches_;
  std::thread thread_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_TRANSFER_QUEUE_H_
