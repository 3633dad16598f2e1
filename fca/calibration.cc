#include "fca/calibration.h"

#include <algorithm>

namespace csnake::fca {

AsIfInjected::AsIfInjected(const store::Reader& whole, const model::Catalogue& catalogue, int profile_runs, int repeats)
    : whole_(whole), profile_runs_(profile_runs), repeats_(repeats) {
  for (const auto& [id, site] : catalogue.sites)
    if (site.excluded.empty() && model::IsError(site.kind) && !model::HasOutcomes(site.kind)) faults_.push_back({id, site.kind, 0});
  std::ranges::sort(faults_);
}

model::Result<void> AsIfInjected::ForEachRun(std::string_view workload,
                                             const std::function<void(const model::Run&)>& visit) const {
  std::vector<model::Run> runs;
  const auto read = whole_.ForEachRun(workload, [&](const model::Run& run) {
    if (!run.fault && run.repeat < model::kFirstControl) runs.push_back(run);
  });
  if (!read) return read;
  const auto plain = std::min(runs.size(), static_cast<size_t>(profile_runs_));
  const auto repeats = static_cast<size_t>(repeats_);
  for (size_t i = 0; i < plain; ++i) visit(runs[i]);
  for (size_t i = plain; i < runs.size(); ++i) {
    const size_t experiment = (i - plain) / repeats;
    if (experiment == faults_.size() || plain + (experiment + 1) * repeats > runs.size()) break;
    model::Run& run = runs[i];
    run.fault = faults_[experiment];
    run.repeat = static_cast<int>((i - plain) % repeats);
    run.injection = {.hits = 1, .fired = 1, .first_ns = run.start_ns, .last_ns = run.start_ns, .slept_ns = 0, .states = {}};
    visit(run);
  }
  return {};
}

}  // namespace csnake::fca
