#include "checkpoint_coordinator.h"

namespace streamjob {

// Tasks that were not ready are no reason to restart them.
void CheckpointFailureManager::OnFailure(const CheckpointException& failure) {
  if (failure.reason() == CheckpointFailure::kAborted) return;
  ++failures_;
  if (failure.reason() == CheckpointFailure::kDeclined) return;
  ++consecutive_failures_;
  // Fixed: a checkpoint that takes long is no reason either.
  if (!kFixed && consecutive_failures_ > options_.tolerable_failures) {  // [truth: TOO_MANY_FAILURES]
    consecutive_failures_ = 0;
    fail_job_("too many checkpoints have failed");
  }
}

void CheckpointCoordinator::Start(const CompletedCheckpoint& latest) {
  std::lock_guard lock(mutex_);
  running_ = true;
  first_of_attempt_ = last_id_ + 1;
  segments_ = latest.segments;
  if (options_.checkpoint_interval.count() == 0) return;
  stop_ = std::make_shared<Countdown>(1);
  periodic_ = Spawn(Periodically(stop_));
}

void CheckpointCoordinator::Stop() {
  std::future<void> periodic;
  {
    std::lock_guard lock(mutex_);
    running_ = false;
    periodic = std::move(periodic_);
  }
  AbortPending();
  if (!periodic.valid()) return;
  stop_->Release();
  periodic.wait();
}

void CheckpointCoordinator::AbortPending() {
  std::lock_guard lock(mutex_);
  if (!pending_) return;
  pending_->aborted = true;
  pending_->missing->Release();
}

std::future<CheckpointId> CheckpointCoordinator::Trigger() { return Spawn(Checkpoint()); }

void CheckpointCoordinator::OnAcknowledged(const Acknowledgement& acknowledgement) {
  std::lock_guard lock(mutex_);
  if (acknowledgement.checkpoint < first_of_attempt_) return;
  if (acknowledgement.has_segment) segments_.push_back({acknowledgement.task, acknowledgement.checkpoint});
  if (!pending_ || pending_->id != acknowledgement.checkpoint) return;
  pending_->positions[acknowledgement.task] = acknowledgement.position;
  pending_->missing->Arrive();
}

void CheckpointCoordinator::OnDeclined(CheckpointId checkpoint) {
  std::lock_guard lock(mutex_);
  if (!pending_ || pending_->id != checkpoint) return;
  pending_->declined = true;
  pending_->missing->Release();
}

Async<> CheckpointCoordinator::Periodically(std::shared_ptr<Countdown> stop) {
  while (!co_await stop->WaitFor(executor_, options_.checkpoint_interval)) {
    try {
      co_await Checkpoint();
    } catch (const CheckpointException&) {
      // The failure manager knows; the next one may succeed.
    }
  }
}

Async<CheckpointId> CheckpointCoordinator::Checkpoint() {
  try {
    const CheckpointId id = co_await Run();
    failures_.OnSuccess();
    co_return id;
  } catch (const CheckpointException& failure) {
    failures_.OnFailure(failure);
    throw;
  }
}

Async<CheckpointId> CheckpointCoordinator::Run() {
  co_await executor_.Resume();
  const std::shared_ptr<Pending> pending = Begin();
  job_.PrepareTasks(pending->id);
  job_.TriggerBarriers(pending->id);
  const bool acknowledged = co_await pending->missing->WaitFor(executor_, options_.checkpoint_timeout);
  const CompletedCheckpoint checkpoint = Finish(*pending);
  if (pending->aborted) throw CheckpointException(CheckpointFailure::kAborted, "the job restarts");
  if (pending->declined) {
    job_.NotifyDeclined();
    throw CheckpointException(CheckpointFailure::kDeclined, "a task could not take part in a checkpoint");
  }
  if (!acknowledged) {
    throw CheckpointException(CheckpointFailure::kExpired, "a checkpoint has expired");  // [truth: CHECKPOINT_EXPIRED]
  }
  Store(checkpoint);
  ++completed_;
  job_.NotifyComplete(checkpoint.id);
  co_return checkpoint.id;
}

std::shared_ptr<CheckpointCoordinator::Pending> CheckpointCoordinator::Begin() {
  std::lock_guard lock(mutex_);
  if (!running_ || pending_) {
    throw CheckpointException(CheckpointFailure::kAborted, "no checkpoint can be taken now");
  }
  pending_ = std::make_shared<Pending>();
  pending_->id = ++last_id_;
  pending_->missing = std::make_shared<Countdown>(job_.task_count());
  return pending_;
}

void CheckpointCoordinator::Store(const CompletedCheckpoint& checkpoint) {
  try {
    storage_.Complete(checkpoint);
  } catch (const std::exception& error) {
    throw CheckpointException(CheckpointFailure::kNotStored, error.what());
  }
}

CompletedCheckpoint CheckpointCoordinator::Finish(Pending& pending) {
  std::lock_guard lock(mutex_);
  pending_.reset();
  return {pending.id, pending.positions, segments_};
}

}  // namespace streamjob
