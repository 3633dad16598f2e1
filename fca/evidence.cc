#include "fca/evidence.h"

#include <algorithm>
#include <map>
#include <utility>

#include "fca/priors.h"

namespace csnake::fca {
namespace {

struct Seen {
  int runs = 0;
  int with = 0;
  double amount = 0;

  void Add(const model::Run& run, const model::Fault& effect) {
    uint64_t count = 0;
    for (const auto& [key, seen] : run.observations)
      if (key.site == effect.site && key.value == effect.value) count += seen.count;
    ++runs;
    with += count > 0;
    amount += static_cast<double>(count);
  }
  double Mean() const { return runs > 0 ? amount / runs : 0; }
};

struct Made {
  int runs = 0;
  std::map<model::Fault, Seen> effects;
};

class WorkloadEvidence {
 public:
  WorkloadEvidence(const std::set<model::Fault>& causes, const std::set<model::Fault>& effects)
      : causes_(causes), effects_(effects) {}

  void Add(const model::Run& run) {
    if (run.fault && !causes_.contains(*run.fault)) return;
    Made& made = run.fault ? experiments_[model::ExperimentOf(run)] : profile_;
    ++made.runs;
    if (!TakesPart(run)) return;
    for (const model::Fault& effect : effects_) made.effects[effect].Add(run, effect);
  }

  void AppendTo(std::vector<Evidence>& all) {
    for (auto& [experiment, made] : experiments_)
      for (const model::Fault& effect : effects_) {
        const Seen& with = made.effects[effect];
        const Seen& without = profile_.effects[effect];
        model::Fault other = effect;
        other.value = effect.value == 0 ? 1 : 0;
        if (effects_.contains(other)) {
          const double others = profile_.effects[other].amount;
          if (without.amount > others || (without.amount == others && effect.value == 0)) continue;
        }
        all.push_back({experiment, effect, made.runs, with.runs, with.with, with.Mean(), without.runs, without.with,
                       without.Mean()});
      }
  }

 private:
  const std::set<model::Fault>& causes_;
  const std::set<model::Fault>& effects_;
  Made profile_;
  std::map<model::Experiment, Made> experiments_;
};

}  // namespace

model::Result<std::vector<Evidence>> EvidenceFor(const store::Reader& reader, const std::set<model::Fault>& causes,
                                                 const std::set<model::Fault>& effects) {
  const auto workloads = reader.ReadWorkloads();
  if (!workloads) return std::unexpected(workloads.error());
  std::vector<Evidence> all;
  for (const store::Workload& workload : *workloads) {
    if (!workload.excluded.empty()) continue;
    WorkloadEvidence evidence(causes, effects);
    const auto read = reader.ForEachRun(workload.name, [&](const model::Run& run) { evidence.Add(run); });
    if (!read) return std::unexpected(read.error());
    evidence.AppendTo(all);
  }
  return all;
}

}  // namespace csnake::fca
