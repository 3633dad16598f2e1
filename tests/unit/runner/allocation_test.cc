#include "runner/allocation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "runner/campaign_run.h"

namespace csnake::runner {
namespace {

using model::Experiment;
using model::Fault;
using model::FaultCluster;

Fault FaultNamed(uint64_t id) { return {model::SiteId{id}, model::Kind::kThrow, 0}; }

// Each of `faults` faults in each of `workloads` workloads, widest first: "w0" before "w1".
std::vector<Experiment> Possible(uint64_t faults, int workloads) {
  std::vector<Experiment> experiments;
  for (int w = 0; w < workloads; ++w)
    for (uint64_t f = 1; f <= faults; ++f) experiments.push_back({FaultNamed(f), {}, "w" + std::to_string(w)});
  return experiments;
}

std::vector<Experiment> ExperimentsOf(const std::vector<Allocated>& allocated) {
  std::vector<Experiment> experiments;
  for (const Allocated& one : allocated) experiments.push_back(one.experiment);
  return experiments;
}

// All phases, with the same clusters in each.
std::vector<Allocated> Spend(Allocation& allocation, const std::vector<FaultCluster>& clusters) {
  std::vector<Allocated> all;
  for (auto next = allocation.Next(clusters); !next.empty(); next = allocation.Next(clusters)) std::ranges::move(next, std::back_inserter(all));
  return all;
}

TEST(Allocation, SpendsAQuarterHalfAndQuarterOfFourTimesTheFaults) {
  Allocation allocation(Possible(10, 20), Policy::kThreePhase, 1, 0);
  EXPECT_EQ(allocation.total(), 40U);
  std::map<int, int> by_phase;
  for (const Allocated& one : Spend(allocation, {{{FaultNamed(1), FaultNamed(2)}, 0.5}})) ++by_phase[one.phase];
  EXPECT_EQ(by_phase, (std::map<int, int>{{1, 10}, {2, 20}, {3, 10}}));
}

TEST(Allocation, FirstEveryFaultInItsWidestWorkload) {
  Allocation allocation(Possible(5, 3), Policy::kThreePhase, 1, 0);
  EXPECT_EQ(ExperimentsOf(allocation.Next({})), Possible(5, 1));
}

TEST(Allocation, SecondDealsToClustersInTurn) {
  Allocation allocation(Possible(9, 50), Policy::kThreePhase, 1, 0);
  FaultCluster many{{}, 0};
  for (uint64_t f = 2; f <= 9; ++f) many.faults.push_back(FaultNamed(f));
  const std::vector<FaultCluster> clusters = {{{FaultNamed(1)}, 0}, many};
  allocation.Next(clusters);
  std::map<bool, int> of_one;
  for (const Allocated& one : allocation.Next(clusters)) ++of_one[one.experiment.fault == FaultNamed(1)];
  EXPECT_EQ(of_one, (std::map<bool, int>{{true, 9}, {false, 9}}));
}

TEST(Allocation, QuotaThatAClusterCannotUseMovesOn) {
  std::vector<Experiment> possible = Possible(2, 1);
  for (int w = 1; w < 9; ++w) possible.push_back({FaultNamed(2), {}, "w" + std::to_string(w)});
  Allocation allocation(possible, Policy::kThreePhase, 1, 0);
  const std::vector<FaultCluster> clusters = {{{FaultNamed(1)}, 0}, {{FaultNamed(2)}, 0}};
  EXPECT_EQ(Spend(allocation, clusters).size(), 8U);
}

TEST(Allocation, ThirdPrefersWhatDependsOnTheWorkload) {
  int alike = 0;
  int different = 0;
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    Allocation allocation(Possible(2, 200), Policy::kThreePhase, seed, 40);
    const std::vector<FaultCluster> clusters = {{{FaultNamed(1)}, 1}, {{FaultNamed(2)}, 0.2}};
    for (const Allocated& one : Spend(allocation, clusters)) {
      if (one.phase != 3) continue;
      (one.experiment.fault == FaultNamed(1) ? alike : different)++;
    }
  }
  EXPECT_GT(alike, 0);  // Weight 0.01 is not never.
  EXPECT_GT(different, 20 * alike);
}

TEST(Allocation, NoExperimentTwiceAndNoneMissedWhenAllCanBeAfforded) {
  for (const Policy policy : {Policy::kExhaustive, Policy::kRandom, Policy::kThreePhase}) {
    Allocation allocation(Possible(7, 5), policy, 3, 35);
    auto all = ExperimentsOf(Spend(allocation, {{{FaultNamed(3), FaultNamed(5)}, 0.3}}));
    std::ranges::sort(all);
    auto expected = Possible(7, 5);
    std::ranges::sort(expected);
    EXPECT_EQ(all, expected);
  }
}

TEST(Allocation, SameSeedSameAnswerOthersDiffer) {
  const auto spend = [](uint64_t seed) {
    Allocation allocation(Possible(10, 10), Policy::kThreePhase, seed, 0);
    return ExperimentsOf(Spend(allocation, {}));
  };
  EXPECT_EQ(spend(1), spend(1));
  EXPECT_NE(spend(1), spend(2));
}

TEST(Allocation, NothingPossibleIsNothing) {
  Allocation allocation({}, Policy::kThreePhase, 1, 0);
  EXPECT_TRUE(allocation.Next({}).empty());
}

TEST(Allocation, SimilarityIsAskedForOnlyWhileSomethingCanBeAllocated) {
  Allocation allocation(Possible(10, 20), Policy::kThreePhase, 1, 0);
  std::vector<size_t> asked;
  std::vector<size_t> phases;
  RunOptions options;
  options.policy = Policy::kThreePhase;
  options.similar = [&](const std::set<Experiment>& done) -> model::Result<std::vector<FaultCluster>> {
    asked.push_back(done.size());
    return std::vector<FaultCluster>();
  };
  const auto made = ForEachPhase(allocation, options, [&](std::span<const Allocated> phase) -> model::Result<bool> {
    phases.push_back(phase.size());
    return true;
  });
  EXPECT_TRUE(made);
  EXPECT_EQ(phases, (std::vector<size_t>{10, 20, 10}));
  EXPECT_EQ(asked, (std::vector<size_t>{10, 30}));
}

}  // namespace
}  // namespace csnake::runner
