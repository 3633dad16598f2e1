#include "runner/batch.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "runner/process.h"

namespace csnake::runner {
namespace {

using model::Result;

constexpr auto kTick = std::chrono::milliseconds(200);

struct Job {
  size_t series;
  RunRequest request;
};

struct Done {
  Job job;
  Result<RunOutcome> outcome;
};

// Threads that execute jobs.
class Workers {
 public:
  Workers(int count, const Batch& batch) : batch_(batch) {
    for (int i = 0; i < count; ++i) threads_.emplace_back([this] { Work(); });
  }
  ~Workers() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    jobs_changed_.notify_all();
  }

  void Add(Job job) {
    {
      const std::lock_guard lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    jobs_changed_.notify_one();
  }

  std::optional<Done> Take() {
    std::unique_lock lock(mutex_);
    if (!done_changed_.wait_for(lock, kTick, [this] { return !done_.empty(); })) return std::nullopt;
    Done done = std::move(done_.front());
    done_.pop_front();
    return done;
  }

 private:
  void Work() {
    std::unique_lock lock(mutex_);
    while (true) {
      jobs_changed_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      Job job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      auto outcome = ExecuteRun(job.request, batch_.root, batch_.directories, batch_.stop);
      lock.lock();
      done_.push_back({std::move(job), std::move(outcome)});
      done_changed_.notify_one();
    }
  }

  const Batch& batch_;
  std::mutex mutex_;
  std::condition_variable jobs_changed_;
  std::condition_variable done_changed_;
  std::deque<Job> jobs_;
  std::deque<Done> done_;
  bool closed_ = false;
  std::vector<std::jthread> threads_;  // Last: joined before the rest is destroyed.
};

class Scheduler {
 public:
  Scheduler(std::vector<Series>& series, const Batch& batch)
      : series_(series), state_(series.size()), batch_(batch), workers_(batch.jobs, batch) {
    for (size_t i = 0; i < series.size(); ++i) {
      rounds_ = std::max(rounds_, series[i].repeats.size());
      state_[i].judged = series[i].judged;
    }
  }

  Result<bool> Run() {
    while (true) {
      while (!failed_ && StartNext()) {}
      batch_.tick(running_);
      if (running_ == 0) break;
      if (auto done = workers_.Take()) Finish(*std::move(done));
    }
    if (failed_) return std::unexpected(*failed_);
    return std::ranges::all_of(series_, [](const Series& one) { return one.repeats.empty(); });
  }

 private:
  struct State {
    size_t started = 0;   // Of repeats.
    size_t finished = 0;
    bool judged = false;
  };

  bool MayStart() const {
    return batch_.stop.load() < kStopStarting && std::chrono::steady_clock::now() < batch_.deadline;
  }

  // Starts the next repeat in order of (round, series) that is allowed to; false when there is none now.
  bool StartNext() {
    if (!MayStart()) return false;
    for (size_t round = round_; round < rounds_; ++round) {
      bool open = false;
      for (size_t i = 0; i < series_.size(); ++i) {
        State& state = state_[i];
        if (state.started > round || state.started >= series_[i].repeats.size()) continue;
        open = true;
        if (state.started > 0 && !state.judged) continue;
        if (state.started < round) continue;
        const int cpus = series_[i].request.target->cpus;
        if (busy_ > 0 && busy_ + cpus > batch_.jobs) return false;  // The next in order waits for its turn.
        Start(i, state.started++);
        return true;
      }
      if (!open && round == round_) ++round_;
    }
    return false;
  }

  void Start(size_t index, size_t which) {
    Job job{index, series_[index].request};
    job.request.repeat = series_[index].repeats[which];
    busy_ += job.request.target->cpus;
    ++running_;
    workers_.Add(std::move(job));
  }

  void Finish(Done done) {
    busy_ -= done.job.request.target->cpus;
    --running_;
    State& state = state_[done.job.series];
    if (!done.outcome) {
      if (done.outcome.error().code != model::Code::kInterrupted && !failed_) failed_ = done.outcome.error();
      return;
    }
    if (failed_) return;
    Series& series = series_[done.job.series];
    const auto verdict = batch_.judge(series, *std::move(done.outcome));
    if (!verdict) {
      failed_ = verdict.error();
      return;
    }
    if (*verdict == Verdict::kAgain) {  // Only ever the first: later ones wait for its verdict.
      --state.started;
      round_ = 0;
      return;
    }
    state.judged = true;
    ++state.finished;
    if (*verdict == Verdict::kEndSeries) series.repeats.resize(std::min(series.repeats.size(), state.started));
    if (state.finished == series.repeats.size()) Complete(done.job.series);
  }

  void Complete(size_t index) {
    series_[index].repeats.clear();
    state_[index] = {};
  }

  std::vector<Series>& series_;
  std::vector<State> state_;
  const Batch& batch_;
  size_t rounds_ = 0;
  size_t round_ = 0;  // Rounds before it have nothing left to start.
  size_t running_ = 0;
  int busy_ = 0;
  std::optional<model::Error> failed_;
  Workers workers_;
};

}  // namespace

Result<bool> RunAll(std::vector<Series>& series, const Batch& batch) {
  return Scheduler(series, batch).Run();
}

}  // namespace csnake::runner
