#include "runner/plan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "config/glob.h"
#include "runner/doses.h"

namespace csnake::runner {
namespace {

struct Candidate {
  const WorkloadProfile* profile;
  size_t coverage;
  uint64_t tie;
};

uint64_t HashOf(uint64_t seed, const model::Fault& fault) {
  uint64_t hash = model::HashMix(model::HashMix(model::kHashSeed, seed), fault.site.value);
  return model::HashMix(hash, static_cast<uint64_t>(fault.kind) << 8 | fault.value);
}

std::optional<model::Fault> FaultAt(const model::Site& site, const SiteProfile& seen) {
  model::Fault fault{site.id, site.kind, 0};
  switch (site.kind) {
    case model::Kind::kBranch: return std::nullopt;
    case model::Kind::kDelay: return seen.iterations > 0 ? std::optional(fault) : std::nullopt;
    case model::Kind::kNegation:
    case model::Kind::kDetector:
      if (seen.counts[0] + seen.counts[1] == 0) return std::nullopt;
      fault.value = seen.counts[0] >= seen.counts[1] ? 1 : 0;
      return fault;
    default: return fault;
  }
}

bool IsExcluded(const model::Catalogue& catalogue, const model::Site& site,
                const std::vector<config::Exclusion>& exclusions) {
  const model::Function* function = catalogue.Find(site.function);
  return std::ranges::any_of(exclusions, [&](const config::Exclusion& exclusion) {
    const bool named = exclusion.function.empty() ||
                       (function != nullptr && config::MatchesGlob(exclusion.function, function->name));
    return named && (exclusion.file.empty() || config::MatchesGlob(exclusion.file, site.file));
  });
}

using Candidates = std::map<model::Fault, std::vector<Candidate>>;

Candidates Reaching(const model::Catalogue& catalogue, std::span<const WorkloadProfile> profiles,
                    const PlanOptions& options) {
  Candidates reaching;
  for (const WorkloadProfile& profile : profiles) {
    const size_t coverage = CoverageOf(profile, catalogue);
    for (const model::Fault& fault : FaultsOf(catalogue, profile)) {
      if (IsExcluded(catalogue, *catalogue.Find(fault.site), options.exclusions)) continue;
      reaching[fault].push_back({&profile, coverage, model::Hash(profile.workload, HashOf(options.seed, fault))});
    }
  }
  for (auto& [fault, candidates] : reaching) {
    std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
      return std::tie(b.coverage, a.tie, a.profile->workload) < std::tie(a.coverage, b.tie, b.profile->workload);
    });
    // The widest, the narrowest, the second widest ...
    for (size_t i = 1; i < candidates.size(); i += 2) std::rotate(candidates.begin() + static_cast<ptrdiff_t>(i), candidates.end() - 1, candidates.end());
  }
  return reaching;
}

}  // namespace

std::vector<model::Fault> FaultsOf(const model::Catalogue& catalogue, const WorkloadProfile& profile) {
  std::vector<model::Fault> faults;
  for (const auto& [id, seen] : profile.sites) {
    const model::Site* site = catalogue.Find(id);
    if (site == nullptr || !site->excluded.empty()) continue;
    if (const auto fault = FaultAt(*site, seen)) faults.push_back(*fault);
  }
  return faults;
}

ExperimentPlan MakePlan(const model::Catalogue& catalogue, std::span<const WorkloadProfile> profiles,
                        const PlanOptions& options) {
  const Candidates reaching = Reaching(catalogue, profiles, options);
  std::vector<model::Fault> order;
  for (const auto& [fault, candidates] : reaching) order.push_back(fault);
  std::ranges::sort(order, {}, [&](const model::Fault& fault) { return std::tuple(HashOf(options.seed, fault), fault); });
  ExperimentPlan plan;
  plan.faults = order.size();
  bool more = true;
  for (size_t round = 0; more; ++round) {
    more = false;
    for (const model::Fault& fault : order) {
      const auto& candidates = reaching.at(fault);
      if (round >= candidates.size()) continue;
      more = true;
      const WorkloadProfile& profile = *candidates[round].profile;
      for (const model::Dose& dose : DosesFor(*catalogue.Find(fault.site), profile, options.delay_max_total_ns))
        plan.experiments.push_back({fault, dose, profile.workload});
    }
  }
  return plan;
}

}  // namespace csnake::runner
