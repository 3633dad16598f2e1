// fca/calibration.h — A/A: profile runs dressed as experiments. Whatever is found in them is false.
//
//   store::Reader => AsIfInjected => FindEdges() => edges that no fault made
#pragma once

#include "store/reader.h"

namespace csnake::fca {

// The first `profile_runs` runs without a fault of each workload stay what they are; each `repeats` further ones become an
// experiment of a fault that was not made, another for each; a rest is left out, and so are all injection runs.
// `whole` is referred to; `catalogue` is its own. Errors: those of `whole`.
class AsIfInjected final : public store::Reader {
 public:
  AsIfInjected(const store::Reader& whole, const model::Catalogue& catalogue, int profile_runs, int repeats);

  model::Result<model::Catalogue> ReadCatalogue() const override { return whole_.ReadCatalogue(); }
  model::Result<std::vector<store::Workload>> ReadWorkloads() const override { return whole_.ReadWorkloads(); }
  model::Result<void> ForEachRun(std::string_view workload,
                                 const std::function<void(const model::Run&)>& visit) const override;

 private:
  const store::Reader& whole_;
  std::vector<model::Fault> faults_;  // In the order in which experiments are read.
  int profile_runs_;
  int repeats_;
};

}  // namespace csnake::fca
