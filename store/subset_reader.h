// store/subset_reader.h — a campaign as if only some of its runs had been made.
#pragma once

#include <map>

#include "store/campaign.h"

namespace csnake::store {

using FirstRuns = std::map<model::Experiment, int>;  // How many runs of each experiment, from its first.

// All profile runs, and the first runs of `experiments`; the others are not read. Both are referred to, not copied.
class SubsetReader final : public Reader {
 public:
  SubsetReader(const Campaign& whole, const FirstRuns& experiments) : whole_(whole), experiments_(experiments) {}

  model::Result<model::Catalogue> ReadCatalogue() const override { return whole_.ReadCatalogue(); }
  model::Result<std::vector<Workload>> ReadWorkloads() const override { return whole_.ReadWorkloads(); }
  model::Result<void> ForEachRun(std::string_view workload, const std::function<void(const model::Run&)>& visit) const override;

 private:
  const Campaign& whole_;
  const FirstRuns& experiments_;
};

}  // namespace csnake::store
