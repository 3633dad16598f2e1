// The profile step of a session: run every workload without faults, decide which take part.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "runner/session.h"

namespace csnake::runner {
namespace {

namespace fs = std::filesystem;
using model::Code;
using model::Fail;
using model::Result;

constexpr size_t kNamesMax = 5;
constexpr size_t kLogNameMax = 200;  // File systems take 255 bytes.

std::string LogPath(std::string workload) {
  std::ranges::replace_if(workload, [](char c) { return c == '/' || c == ':' || c == ' '; }, '_');
  return ".csnake/logs/" + workload.substr(0, kLogNameMax) + ".log";
}

bool HasLog(const WorkloadProfile& profile, const std::string& root) {
  std::error_code ignored;
  return profile.failed > 0 && fs::exists(root + "/" + LogPath(profile.workload), ignored);
}

// "A, B, C and 4 more".
std::string Names(const std::vector<std::string>& names) {
  std::string text;
  for (size_t i = 0; i < std::min(names.size(), kNamesMax); ++i) text += (i == 0 ? "" : ", ") + names[i];
  return names.size() > kNamesMax ? text + " and " + std::to_string(names.size() - kNamesMax) + " more" : text;
}

Result<void> CheckAnyLeft(const std::vector<store::Workload>& selected) {
  const auto red = static_cast<size_t>(
      std::ranges::count_if(selected, [](const store::Workload& w) { return w.excluded.starts_with("red"); }));
  if (std::ranges::any_of(selected, [](const store::Workload& w) { return w.excluded.empty(); })) return {};
  if (red == selected.size())
    return Fail(Code::kRedTests, "all " + std::to_string(red) + " workloads fail without any fault; make them pass first "
                                 "(their output is in .csnake/logs)");
  std::vector<std::string> reasons;
  for (const store::Workload& workload : selected) reasons.push_back(workload.name + " (" + workload.excluded + ")");
  return Fail(Code::kNothingToTest, "no workload takes part: " + Names(reasons));
}

// What earlier runs loaded: their runs are stored and will not be made again.
Result<void> AddStoredModules(const store::Campaign& campaign, const std::string& root, Project& project) {
  const auto meta = campaign.ReadMeta();
  if (!meta) return std::unexpected(meta.error());
  for (const store::Binary& binary : *meta ? (*meta)->binaries : std::vector<store::Binary>{})
    if (auto good = AddModule(binary.path, root, project); !good) return std::unexpected(good.error());
  return {};
}

}  // namespace

Result<void> Session::WriteOrigin(const Project& project) {
  const auto stored = campaign_.ReadMeta();
  if (!stored) return std::unexpected(stored.error());
  if (*stored)
    if (auto good = CheckBelongs(**stored, config_.root); !good) return good;
  store::Meta meta = stored->value_or(store::Meta{
      .seed = 1,
      .created_s = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
                       .count()});
  meta.project = config_.name;
  meta.seed = options_.seed.value_or(meta.seed);
  meta.config_hash = config::HashOf(config_);
  meta.binaries = project.binaries;
  if (auto good = campaign_.WriteMeta(meta); !good) return good;
  catalogue_ = project.catalogue;
  return campaign_.WriteCatalogue(catalogue_);
}

Result<Series> Session::ProfileSeries(const Target& target) {
  const std::string& name = target.workload.name;
  const auto profile = SummariseProfile(campaign_, catalogue_, name);
  if (!profile) return std::unexpected(profile.error());
  Series series{.request = {.target = &target, .body = profile->body, .timeout_ns = config_.timeout_max_ns},
                .judged = profile->runs > 0};
  stored_in_phase_ += static_cast<size_t>(profile->runs);
  if (profile->timed_out > 0) return series;
  const int repeats =
      options_.profile_repeats > 0 ? options_.profile_repeats : std::max(kProfileRepeatsMin, config_.repeat_min);
  for (int repeat = 0; repeat < repeats; ++repeat) {
    const auto has = campaign_.HasRun({.workload = name, .repeat = repeat});
    if (!has) return std::unexpected(has.error());
    if (!*has) series.repeats.push_back(repeat);
  }
  return series;
}

void Session::WriteLog(const RunOutcome& outcome) {
  std::error_code ignored;
  fs::create_directories(config_.root + "/.csnake/logs", ignored);
  std::ofstream(config_.root + "/" + LogPath(outcome.run.workload)) << outcome.output;
}

Result<Verdict> Session::JudgeProfile(Series& series, RunOutcome outcome) {
  const store::Workload& workload = series.request.target->workload;
  const bool first = profiles_.find(workload.name) == profiles_.end() && !series.judged;
  if (first && series.request.body == Body::kHook && outcome.run.ending == model::Ending::kPassed &&
      outcome.run.start_ns == 0) {
    // Nothing in the program marks the test's body: what counts is the process from its start.
    series.request.body = Body::kProcess;
    if (HasBodies(workload.adapter) && outcome.run.processes > 0) summary_.fell_back.push_back(workload.name);
    return Verdict::kAgain;
  }
  profiles_[workload.name];  // Marks it as begun; read anew from the store below.
  if (auto good = Store(outcome); !good) return std::unexpected(good.error());
  modules_.insert(outcome.modules.begin(), outcome.modules.end());
  ++summary_.profile_runs;
  if (!outcome.output.empty()) WriteLog(outcome);
  return outcome.run.ending == model::Ending::kTimedOut ? Verdict::kEndSeries : Verdict::kContinue;
}

Result<void> Session::WriteSelected(const std::vector<store::Workload>& selected) {
  auto stored = campaign_.ReadWorkloads();
  if (!stored) return std::unexpected(stored.error());
  std::vector<store::Workload> all = selected;
  for (store::Workload& other : *stored)
    if (std::ranges::find(selected, other.name, &store::Workload::name) == selected.end())
      all.push_back(std::move(other));
  return campaign_.WriteWorkloads(std::move(all));
}

Result<void> Session::AddLoadedModules(Project& project) {
  bool added = false;
  for (const std::string& path : modules_) {
    const auto good = AddModule(path, config_.root, project);
    if (!good) return std::unexpected(good.error());
    added |= *good;
  }
  return added ? WriteOrigin(project) : Result<void>();
}

Result<void> Session::Conclude(const Project& project) {
  std::vector<store::Workload> selected;
  for (const Target& target : project.targets) {
    const auto profile = ProfileOf(target.workload.name);
    if (!profile) return std::unexpected(profile.error());
    store::Workload& workload = selected.emplace_back(target.workload);
    workload.excluded = ReasonToExclude(**profile, project.catalogue);
    if (workload.excluded.empty() || (ended() && (*profile)->runs == 0)) continue;
    summary_.excluded.push_back(workload);
    sink_.OnMessage(Severity::kWarning,
                    workload.name + " takes no part: " + workload.excluded +
                        (HasLog(**profile, config_.root) ? "; end of its output: " + LogPath(workload.name) : ""));
  }
  std::ranges::sort(summary_.fell_back);  // Runs end in any order.
  if (!summary_.fell_back.empty())
    sink_.OnMessage(Severity::kWarning, "no body hook ran in " + Names(summary_.fell_back) +
                                            ": faults are armed from the start of the process; build the file with the "
                                            "tests with csnake-c++ to arm them in the test's body only");
  if (auto good = WriteSelected(selected); !good) return good;
  return ended() ? Result<void>() : CheckAnyLeft(selected);
}

Result<void> Session::Profile() {
  sink_.OnProgress({.phase = Phase::kListing});
  auto project = Discover(config_, *directories_, sink_);
  if (!project) return std::unexpected(project.error());
  if (auto good = AddStoredModules(campaign_, config_.root, *project); !good) return good;
  if (auto good = WriteOrigin(*project); !good) return good;
  if (auto good = Select(project->targets, options_.tests); !good) return good;
  stored_in_phase_ = 0;
  std::vector<Series> all;
  for (const Target& target : project->targets) {
    auto series = ProfileSeries(target);
    if (!series) return std::unexpected(series.error());
    if (!series->repeats.empty()) all.push_back(*std::move(series));
  }
  if (auto good = Run(all, Phase::kProfile, &Session::JudgeProfile); !good) return good;
  profiles_.clear();
  targets_.clear();
  if (auto good = AddLoadedModules(*project); !good) return good;
  if (auto good = CheckInstrumented(*project); !good && !ended()) return good;
  return Conclude(*project);
}

}  // namespace csnake::runner
