// store/subset_reader.h — a campaign as if only some of its experiments had been run.
#pragma once

#include <set>

#include "store/reader.h"

namespace csnake::store {

// All profile runs, and the runs of `experiments`. Both are referred to, not copied.
class SubsetReader final : public Reader {
 public:
  SubsetReader(const Reader& whole, const std::set<model::Experiment>& experiments) : whole_(whole), experiments_(experiments) {}

  model::Result<model::Catalogue> ReadCatalogue() const override { return whole_.ReadCatalogue(); }
  model::Result<std::vector<Workload>> ReadWorkloads() const override { return whole_.ReadWorkloads(); }
  model::Result<void> ForEachRun(std::string_view workload, const std::function<void(const model::Run&)>& visit) const override {
    return whole_.ForEachRun(workload, [&](const model::Run& run) {
      if (!run.fault || experiments_.contains({*run.fault, run.dose, run.workload})) visit(run);
    });
  }

 private:
  const Reader& whole_;
  const std::set<model::Experiment>& experiments_;
};

}  // namespace csnake::store
