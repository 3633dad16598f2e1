// runner/session.h — what the steps of a campaign share while it runs. Private to runner/.
#pragma once

#include <chrono>
#include <memory>
#include <set>

#include "runner/batch.h"
#include "runner/campaign_run.h"
#include "runner/project.h"

namespace csnake::runner {

// Counts the runs of a phase, over all of its rounds, and tells the sink.
class Tracker {
 public:
  Tracker(Phase phase, ProgressSink& sink) : phase_(phase), sink_(sink) {}
  // A round of `total` runs, `stored` of which are there already; further rounds will have `later`.
  void Begin(size_t stored, size_t total, size_t later);
  // How long the round took.
  std::chrono::steady_clock::duration End();
  void Add() { ++made_; }
  void Shrink(size_t runs) { total_ -= runs; }
  void Report(size_t running) const;

 private:
  std::chrono::steady_clock::duration Elapsed() const { return before_ + (std::chrono::steady_clock::now() - begin_); }

  Phase phase_;
  ProgressSink& sink_;
  size_t stored_ = 0;
  size_t made_ = 0;
  size_t total_ = 0;
  size_t later_ = 0;
  std::chrono::steady_clock::duration before_{0};  // In earlier rounds.
  std::chrono::steady_clock::time_point begin_;
};

class Session {
 public:
  // Errors: kUnavailable  no run directories.
  static model::Result<Session> Begin(const config::Config& config, const RunOptions& options,
                                      store::Campaign& campaign, ProgressSink& sink, const std::atomic<int>& stop);

  model::Result<void> Profile();
  // `later`: how many experiments further calls will have, for the progress.
  model::Result<void> Inject(std::span<const model::Experiment> experiments, size_t later = 0);
  // Runs those that Inject() repeated until there are `repeats` of them, at most run.repeat.max.
  model::Result<void> Repeat(std::span<const model::Experiment> experiments, int repeats);

  // Runs experiments of bisection, run.repeat.min times each.
  model::Result<void> Weaken(std::span<const model::Experiment> experiments);
  // How long an iteration of its loop takes in its workload without a fault, in ns; 0: not measured.
  model::Result<int64_t> IterationOf(const model::Experiment& experiment);

  bool ended() const { return summary_.interrupted || summary_.budget_ended; }
  Summary& summary() { return summary_; }

 private:
  Session(const config::Config& config, const RunOptions& options, store::Campaign& campaign, ProgressSink& sink,
          const std::atomic<int>& stop, std::unique_ptr<RunDirectories> directories);

  model::Result<void> WriteOrigin(const Project& project);
  model::Result<Series> ProfileSeries(const Target& target);
  model::Result<Verdict> JudgeProfile(Series& series, RunOutcome outcome);
  // Adds the programs and libraries that only runs can tell: plugins, what a command starts.
  model::Result<void> AddLoadedModules(Project& project);
  model::Result<void> Conclude(const Project& project);
  model::Result<void> WriteSelected(const std::vector<store::Workload>& selected);
  void WriteLog(const RunOutcome& outcome);

  model::Result<const WorkloadProfile*> ProfileOf(const std::string& workload);
  model::Result<const Target*> TargetNamed(const std::string& workload);
  // Without a fault.
  model::Result<RunRequest> RequestFor(const std::string& workload, const model::Dose& dose);
  // Runs `begin` to `end` - 1 of the experiment, those that are not stored.
  model::Result<Series> InjectionSeries(const model::Experiment& experiment, int begin, int end);
  // Adds runs without a fault to the first runs of experiments, at even distances: one for ten experiments of a workload
  // that this session has had, at most five.
  model::Result<void> AddControls(std::span<const model::Experiment> experiments, std::vector<Series>& series);
  model::Result<void> InjectAll(std::span<const model::Experiment> experiments, Phase phase, int begin, int end);
  model::Result<Verdict> JudgeInjection(Series& series, RunOutcome outcome);

  model::Result<void> Run(std::vector<Series>& series, Phase phase,
                          model::Result<Verdict> (Session::*judge)(Series&, RunOutcome));
  model::Result<void> Store(const RunOutcome& outcome);
  // Adds to the campaign's time.
  model::Result<void> NoteTime(std::chrono::steady_clock::duration spent);

  const config::Config& config_;
  const RunOptions& options_;
  store::Campaign& campaign_;
  ProgressSink& sink_;
  const std::atomic<int>& stop_;
  std::unique_ptr<RunDirectories> directories_;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
  Summary summary_;
  std::map<Phase, Tracker> trackers_;
  Tracker* tracker_ = nullptr;  // Of the phase that runs.
  size_t stored_in_phase_ = 0;
  size_t later_ = 0;  // Runs of further rounds.
  model::Catalogue catalogue_;  // As the campaign has it.
  std::map<model::Experiment, int> seen_to_;  // Repeats that this session has made, or found stored.
  std::map<std::string, int> experiments_of_;  // How many each workload has had, of all phases.
  std::map<std::string, WorkloadProfile> profiles_;
  std::map<std::string, Target> targets_;
  std::set<std::string> modules_;  // That runs loaded, by absolute path.
};

// Effective numbers.
int JobsOf(const config::Config& config, const RunOptions& options, Phase phase);
// Factor times the median, within the configured bounds, and what the delays may add.
int64_t TimeoutOf(const config::Config& config, const WorkloadProfile& profile, const model::Dose& dose);

}  // namespace csnake::runner
