#include "stream_task.h"

#include "error.h"

namespace streamjob {

void StreamTask::Start() { thread_ = std::thread(&StreamTask::Run, this); }

// Who waits for a mail that is forgotten gets a broken promise.
void StreamTask::RequestCancel() {
  std::lock_guard lock(mutex_);
  cancelled_ = true;
  mails_.clear();
}

void StreamTask::Join() {
  if (thread_.joinable()) thread_.join();
}

std::future<void> StreamTask::Prepare(CheckpointId checkpoint) {
  const auto task = std::make_shared<std::packaged_task<void()>>([this, checkpoint] {
    PrepareSnapshot();
    prepared_ = checkpoint;
  });
  Mail([task] { (*task)(); });
  return task->get_future();
}

void StreamTask::Mail(std::function<void()> mail) {
  std::lock_guard lock(mutex_);
  if (!cancelled_) mails_.push_back(std::move(mail));
}

void StreamTask::Run() {
  try {
    Open();
    while (!cancelled_) {
      RunMails();
      Step();
    }
  } catch (const std::exception& error) {
    if (cancelled_) return;
    RequestCancel();
    OnFailure();
    context_.listener.OnTaskEnded({context_.id, context_.attempt, error.what(), position()});
  }
}

void StreamTask::RunMails() {
  std::unique_lock lock(mutex_);
  while (!mails_.empty()) {
    const std::function<void()> mail = std::move(mails_.front());
    mails_.pop_front();
    lock.unlock();
    mail();
    lock.lock();
  }
}

void StreamTask::OnBarrier(CheckpointId checkpoint) {
  StartBarrierTask(shared_from_this(), checkpoint);
  if (snapshot_taken_ == checkpoint) Forward({BufferKind::kBarrier, checkpoint, {}});
}

// Keeps the task alive: the writing may last longer than its thread.
Detached StreamTask::StartBarrierTask(std::shared_ptr<StreamTask> self, CheckpointId checkpoint) {
  try {
    co_await self->RunBarrierTask(checkpoint);
  } catch (const std::exception& error) {
    self->context_.listener.OnDeclined(self->context_.id, checkpoint, error.what());
  }
}

Async<> StreamTask::RunBarrierTask(CheckpointId checkpoint) {
  if (prepared() != checkpoint) {
    throw BarrierError("task " + std::to_string(context_.id) + " is not ready");  // [truth: BARRIER_FAILS]
  }
  Snapshot snapshot = TakeSnapshot(checkpoint);
  snapshot_taken_ = checkpoint;
  co_await context_.io->Resume();
  WriteChanges(checkpoint, snapshot.changes);
  if (cancelled_) co_return;
  context_.listener.OnAcknowledged({context_.id, checkpoint, snapshot.position, !snapshot.changes.empty()});
}

void StreamTask::WriteChanges(CheckpointId checkpoint, const std::vector<Change>& changes) {
  if (changes.empty()) return;
  std::lock_guard lock(write_mutex_);
  context_.storage.WriteSegment({context_.id, checkpoint}, changes, cancelled_);
}

}  // namespace streamjob
