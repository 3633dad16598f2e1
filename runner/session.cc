#include "runner/session.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "runner/process.h"
#include "store/losses.h"

namespace csnake::runner {
namespace {

using std::chrono::duration;
using std::chrono::duration_cast;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;

}  // namespace

void Tracker::Begin(size_t stored, size_t total, size_t later) {
  stored_ += stored;
  total_ += total;
  later_ = later;
  begin_ = steady_clock::now();
}

steady_clock::duration Tracker::End() {
  const auto earlier = std::exchange(before_, Elapsed());
  return before_ - earlier;
}

void Tracker::Report(size_t running) const {
  Progress progress{phase_, stored_ + made_, total_ + later_, running};
  const auto elapsed = Elapsed();
  progress.elapsed_ns = duration_cast<nanoseconds>(elapsed).count();
  if (made_ > 0) {
    progress.runs_per_second = static_cast<double>(made_) / duration<double>(elapsed).count();
    progress.remaining_ns =
        static_cast<int64_t>(static_cast<double>(progress.total - progress.done) / progress.runs_per_second * 1e9);
  }
  sink_.OnProgress(progress);
}

int JobsOf(const config::Config& config, const RunOptions& options, Phase phase) {
  if (options.jobs > 0) return options.jobs;
  if (config.jobs > 0) return config.jobs;
  const int each = phase == Phase::kProfile ? 2 : 8;  // Experiments mostly wait for what their fault delays.
  return each * static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

int64_t TimeoutOf(const config::Config& config, const WorkloadProfile& profile, const model::Dose& dose) {
  const double limit = config.timeout_factor * static_cast<double>(profile.duration_ns);
  const double bounded =
      std::clamp(limit, static_cast<double>(config.timeout_min_ns), static_cast<double>(config.timeout_max_ns));
  return static_cast<int64_t>(bounded) + dose.total_ns;
}

Session::Session(const config::Config& config, const RunOptions& options, store::Campaign& campaign, ProgressSink& sink,
                 const std::atomic<int>& stop, std::unique_ptr<RunDirectories> directories)
    : config_(config),
      options_(options),
      campaign_(campaign),
      sink_(sink),
      stop_(stop),
      directories_(std::move(directories)) {
  if (options.budget.time_ns > 0) deadline_ = steady_clock::now() + nanoseconds(options.budget.time_ns);
}

model::Result<Session> Session::Begin(const config::Config& config, const RunOptions& options,
                                      store::Campaign& campaign, ProgressSink& sink, const std::atomic<int>& stop) {
  auto directories = RunDirectories::Make();
  if (!directories) return std::unexpected(directories.error());
  return Session(config, options, campaign, sink, stop, *std::move(directories));
}

model::Result<void> Session::Run(std::vector<Series>& series, Phase phase,
                                 model::Result<Verdict> (Session::*judge)(Series&, RunOutcome)) {
  size_t total = stored_in_phase_;
  for (const Series& one : series) total += one.repeats.size();
  tracker_ = &trackers_.try_emplace(phase, phase, sink_).first->second;
  tracker_->Begin(stored_in_phase_, total, phase == Phase::kInjection ? later_ : 0);
  summary_.stored_before += stored_in_phase_;
  const Batch batch{.jobs = JobsOf(config_, options_, phase),
                    .root = config_.root,
                    .directories = *directories_,
                    .stop = stop_,
                    .deadline = deadline_,
                    .judge = [&](Series& one, RunOutcome outcome) { return (this->*judge)(one, std::move(outcome)); },
                    .tick = [&](size_t running) { tracker_->Report(running); }};
  const size_t before = summary_.profile_runs + summary_.injection_runs;
  const auto complete = RunAll(series, batch);
  const auto spent = tracker_->End();
  if (!complete) return std::unexpected(complete.error());
  if (summary_.profile_runs + summary_.injection_runs > before)  // Else the store stays as it is: its analysis counts.
    if (auto good = NoteTime(spent); !good) return good;
  if (*complete) return {};
  if (stop_.load() >= kStopStarting)
    summary_.interrupted = true;
  else
    summary_.budget_ended = true;
  return {};
}

model::Result<void> Session::Store(const RunOutcome& outcome) {
  if (auto good = campaign_.WriteRun(outcome.run, outcome.output); !good) return good;
  for (const auto& [name, count] : outcome.run.losses) summary_.losses[name] += count;
  tracker_->Add();
  sink_.OnRun(outcome.run);
  return {};
}

model::Result<void> Session::NoteTime(steady_clock::duration spent) {
  auto meta = campaign_.ReadMeta();
  if (!meta) return std::unexpected(meta.error());
  if (!*meta) return {};
  (*meta)->wall_ms += duration_cast<std::chrono::milliseconds>(spent).count();
  return campaign_.WriteMeta(**meta);
}

model::Result<const WorkloadProfile*> Session::ProfileOf(const std::string& workload) {
  const auto found = profiles_.find(workload);
  if (found != profiles_.end()) return &found->second;
  auto profile = SummariseProfile(campaign_, catalogue_, workload);
  if (!profile) return std::unexpected(profile.error());
  return &profiles_.emplace(workload, *std::move(profile)).first->second;
}

model::Result<const Target*> Session::TargetNamed(const std::string& workload) {
  if (targets_.empty()) {
    const auto workloads = campaign_.ReadWorkloads();
    if (!workloads) return std::unexpected(workloads.error());
    for (const store::Workload& known : *workloads) {
      auto target = TargetOf(config_, known);
      if (target) targets_.emplace(known.name, *std::move(target));
    }
  }
  const auto found = targets_.find(workload);
  if (found != targets_.end()) return &found->second;
  return model::Fail(model::Code::kNotFound, "the campaign has no profile of " + workload + "; run `csnake profile`");
}

model::Result<RunRequest> Session::RequestFor(const std::string& workload, const model::Dose& dose) {
  const auto target = TargetNamed(workload);
  if (!target) return std::unexpected(target.error());
  const auto profile = ProfileOf(workload);
  if (!profile) return std::unexpected(profile.error());
  return RunRequest{.target = *target, .dose = dose, .body = (*profile)->body, .timeout_ns = TimeoutOf(config_, **profile, dose)};
}

model::Result<Series> Session::InjectionSeries(const model::Experiment& experiment, int begin, int end) {
  const auto profile = ProfileOf(experiment.workload);
  if (!profile) return std::unexpected(profile.error());
  auto request = RequestFor(experiment.workload, experiment.dose);
  if (!request) return std::unexpected(request.error());
  Series series{.request = *std::move(request)};
  series.request.fault = experiment.fault;
  series.judged = begin > 0;
  for (int repeat = begin; repeat < end; ++repeat) {
    const auto has = campaign_.HasRun(store::KeyOf(experiment, repeat));
    if (!has) return std::unexpected(has.error());
    if (!*has) {
      series.repeats.push_back(repeat);
      continue;
    }
    ++stored_in_phase_;
    if (repeat != 0) continue;
    const auto first = campaign_.ReadRun(store::KeyOf(experiment, repeat));
    if (!first) return std::unexpected(first.error());
    series.judged = true;
    if ((*first)->injection.fired == 0)
      summary_.unfired.push_back(experiment);
    else if ((*first)->processes == 0 || (*profile)->extent.IsExceededBy(**first))
      continue;
    else
      ++summary_.quiet;
    return series;  // Nothing to repeat.
  }
  return series;
}

model::Result<Verdict> Session::JudgeInjection(Series& series, RunOutcome outcome) {
  const bool missing = outcome.run.processes == 0;
  if (missing) ++outcome.run.losses[std::string(store::kSpoolMissing)];
  if (auto good = Store(outcome); !good) return std::unexpected(good.error());
  if (!outcome.run.fault) {
    ++summary_.profile_runs;
    return Verdict::kContinue;
  }
  ++summary_.injection_runs;
  if (outcome.run.repeat != 0 || missing) return Verdict::kContinue;
  const auto profile = ProfileOf(outcome.run.workload);
  if (!profile) return std::unexpected(profile.error());
  if (outcome.run.injection.fired == 0)
    summary_.unfired.push_back({*outcome.run.fault, outcome.run.dose, outcome.run.workload});
  else if ((*profile)->extent.IsExceededBy(outcome.run))
    return Verdict::kContinue;
  else
    ++summary_.quiet;
  tracker_->Shrink(series.repeats.size() - 1);
  return Verdict::kEndSeries;
}

model::Result<void> Session::AddControls(std::span<const model::Experiment> experiments, std::vector<Series>& series) {
  constexpr int kExperimentsEach = 10;
  constexpr int kMost = 5;
  for (const model::Experiment& experiment : experiments) ++experiments_of_[experiment.workload];
  if (series.empty()) return {};
  std::vector<Series> controls;
  for (int i = 0; i < kMost; ++i) {
    for (const auto& [name, count] : experiments_of_) {
      const int repeat = model::kFirstControl + i;
      if (count < kExperimentsEach * (i + 1)) continue;
      const auto has = campaign_.HasRun({.workload = name, .repeat = repeat});
      if (!has) return std::unexpected(has.error());
      if (*has) continue;
      auto request = RequestFor(name, {});
      if (!request) return std::unexpected(request.error());
      controls.push_back({.request = *std::move(request), .repeats = {repeat}});
    }
  }
  std::vector<Series> mixed;
  const size_t all = series.size() + controls.size();
  for (size_t control = 0, i = 0; i < all; ++i) {
    const bool due = control < controls.size() && (i + 1) * controls.size() >= (control + 1) * all;
    mixed.push_back(std::move(due ? controls[control++] : series[i - control]));
  }
  series = std::move(mixed);
  return {};
}

model::Result<void> Session::Inject(std::span<const model::Experiment> experiments, size_t later) {
  const int repeats = FirstRepeats(config_, options_);
  later_ = later * static_cast<size_t>(repeats);
  return InjectAll(experiments, Phase::kInjection, 0, repeats);
}

model::Result<void> Session::Repeat(std::span<const model::Experiment> experiments, int repeats) {
  return InjectAll(experiments, Phase::kRepeats, 1, repeats);
}

model::Result<void> Session::Weaken(std::span<const model::Experiment> experiments) {
  return InjectAll(experiments, Phase::kDoses, 0, config_.repeat_min);
}

model::Result<int64_t> Session::IterationOf(const model::Experiment& experiment) {
  const auto profile = ProfileOf(experiment.workload);
  if (!profile) return std::unexpected(profile.error());
  const auto site = (*profile)->sites.find(experiment.fault.site);
  return site == (*profile)->sites.end() ? 0 : site->second.iteration_ns;
}

model::Result<void> Session::InjectAll(std::span<const model::Experiment> experiments, Phase phase, int begin,
                                       int end) {
  const auto meta = campaign_.ReadMeta();
  if (!meta) return std::unexpected(meta.error());
  if (*meta)
    if (auto good = CheckBelongs(**meta, config_.root); !good) return good;
  auto catalogue = campaign_.ReadCatalogue();
  if (!catalogue) return std::unexpected(catalogue.error());
  catalogue_ = *std::move(catalogue);
  stored_in_phase_ = 0;
  std::vector<Series> all;
  for (const model::Experiment& experiment : experiments) {
    int& seen_to = seen_to_[experiment];
    auto series = InjectionSeries(experiment, std::max(begin, seen_to), end);
    seen_to = std::max(seen_to, end);
    if (!series) return std::unexpected(series.error());
    if (!series->repeats.empty()) all.push_back(*std::move(series));
  }
  if (phase == Phase::kInjection)
    if (auto good = AddControls(experiments, all); !good) return good;
  return Run(all, phase, &Session::JudgeInjection);
}

}  // namespace csnake::runner
