#include "transfer_queue.h"

#include "data_node_stub.h"
#include "error.h"
#include "hooks.h"

namespace blockstore {

void TransferQueue::Start() { thread_ = std::thread(&TransferQueue::TransferLoop, this); }

void TransferQueue::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void TransferQueue::Add(std::vector<TransferJob> jobs) {
  Push({Clock::now() + options_.transfer_timeout, false, std::move(jobs)});
}

void TransferQueue::TransferLoop() {
  Batch batch;
  while (Next(batch)) Run(std::move(batch));
}

bool TransferQueue::Next(Batch& batch) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopping_ || !batches_.empty(); });
  if (stopping_) return false;
  batch = std::move(batches_.front());
  batches_.pop_front();
  return true;
}

void TransferQueue::Push(Batch batch) {
  {
    std::lock_guard lock(mutex_);
    batches_.push_back(std::move(batch));
  }
  changed_.notify_all();
}

void TransferQueue::Run(Batch batch) {
  bool failed = false;
  for (const TransferJob& job : batch.jobs) {  // [truth: TRANSFER_LOOP]
    if (stopping_) return;
    Stall(g_hooks.transfer);
    try {
      Send(job, batch.deadline);
      ++sent_;
    } catch (const Error&) {
      failed = true;
      ++failures_;
    }
  }
  if (failed && !batch.sent_again) Push({Clock::now() + options_.transfer_timeout, true, std::move(batch.jobs)});
}

void TransferQueue::Send(const TransferJob& job, TimePoint deadline) {
  if (Clock::now() > deadline) throw TransferError(ToString(job.block) + " is too late");  // [truth: TRANSFER_LATE]
  std::optional<std::string> data = store_.Get(job.block);
  if (!data) return;  // Deleted meanwhile.
  DataNodeStub peer(job.target, options_.client_rpc_timeout);
  const WriteAck ack = peer.Write({job.block, WriteMode::kAsync, false, {}, std::move(*data)});
  if (ack.status != AckStatus::kOk) {
    throw TransferError(ToString(ack.node) + " did not take " + ToString(job.block));  // [truth: TRANSFER_REFUSED]
  }
}

}  // namespace blockstore
