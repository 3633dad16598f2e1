#include "store/subset_reader.h"

namespace csnake::store {

model::Result<void> SubsetReader::ForEachRun(std::string_view workload, const std::function<void(const model::Run&)>& visit) const {
  if (auto good = whole_.ForEachProfileRun(workload, visit); !good) return good;
  for (const auto& [experiment, count] : experiments_) {  // By fault and dose, as runs are stored.
    if (experiment.workload != workload) continue;
    for (int repeat = 0; repeat < count; ++repeat) {
      const auto run = whole_.ReadRun(KeyOf(experiment, repeat));
      if (!run) return std::unexpected(run.error());
      if (*run) visit(**run);
    }
  }
  return {};
}

}  // namespace csnake::store
