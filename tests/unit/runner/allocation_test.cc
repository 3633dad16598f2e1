#include "runner/allocation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "runner/campaign_run.h"

namespace csnake::runner {
namespace {

using model::Experiment;
using model::Fault;

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

// All phases, with the same open faults in each.
std::vector<Allocated> Spend(Allocation& allocation, const std::set<Fault>& open) {
  std::vector<Allocated> all;
  for (auto next = allocation.Next(open); !next.empty(); next = allocation.Next(open)) std::ranges::move(next, std::back_inserter(all));
  return all;
}

TEST(Allocation, SpendsFourTimesTheFaults) {
  Allocation allocation(Possible(10, 20), Policy::kThreePhase, 1, 0);
  EXPECT_EQ(allocation.total(), 40U);
  std::map<int, int> by_phase;
  for (const Allocated& one : Spend(allocation, {FaultNamed(1), FaultNamed(2)})) ++by_phase[one.phase];
  EXPECT_EQ(by_phase, (std::map<int, int>{{1, 10}, {2, 30}}));
}

TEST(Allocation, FirstEveryFaultInItsWidestWorkload) {
  Allocation allocation(Possible(5, 3), Policy::kThreePhase, 1, 0);
  EXPECT_EQ(ExperimentsOf(allocation.Next({})), Possible(5, 1));
}

TEST(Allocation, ThenOnlyWhatMayLieOnACycleEachInItsNextWorkload) {
  Allocation allocation(Possible(9, 50), Policy::kThreePhase, 1, 36);
  allocation.Next({});
  const auto second = ExperimentsOf(allocation.Next({FaultNamed(3), FaultNamed(7)}));
  ASSERT_EQ(second.size(), 9U);  // A third of what is left.
  for (size_t i = 0; i < second.size(); ++i) {
    EXPECT_EQ(second[i].fault, FaultNamed(i % 2 == 0 ? 3 : 7));
    EXPECT_EQ(second[i].workload, "w" + std::to_string(1 + i / 2));
  }
  const auto third = allocation.Next({FaultNamed(4)});  // What is known may change.
  EXPECT_TRUE(std::ranges::all_of(third, [](const Allocated& one) { return one.experiment.fault == FaultNamed(4); }));
}

TEST(Allocation, WhatIsLeftGoesToAllOthers) {
  Allocation allocation(Possible(4, 3), Policy::kThreePhase, 1, 12);
  std::map<int, int> by_phase;
  for (const Allocated& one : Spend(allocation, {FaultNamed(2)})) ++by_phase[one.phase];
  EXPECT_EQ(by_phase, (std::map<int, int>{{1, 4}, {2, 2}, {3, 6}}));
}

TEST(Allocation, NoExperimentTwiceAndNoneMissedWhenAllCanBeAfforded) {
  for (const Policy policy : {Policy::kExhaustive, Policy::kRandom, Policy::kThreePhase}) {
    Allocation allocation(Possible(7, 5), policy, 3, 35);
    auto all = ExperimentsOf(Spend(allocation, {FaultNamed(3), FaultNamed(5)}));
    std::ranges::sort(all);
    auto expected = Possible(7, 5);
    std::ranges::sort(expected);
    EXPECT_EQ(all, expected);
  }
}

TEST(Allocation, SameSeedSameRandomAnswerOthersDiffer) {
  const auto spend = [](uint64_t seed) {
    Allocation allocation(Possible(10, 10), Policy::kRandom, seed, 0);
    return ExperimentsOf(Spend(allocation, {}));
  };
  EXPECT_EQ(spend(1), spend(1));
  EXPECT_NE(spend(1), spend(2));
}

TEST(Allocation, NothingPossibleIsNothing) {
  Allocation allocation({}, Policy::kThreePhase, 1, 0);
  EXPECT_TRUE(allocation.Next({}).empty());
}

TEST(Allocation, OpenFaultsAreAskedForOnlyWhileSomethingCanBeAllocated) {
  Allocation allocation(Possible(10, 20), Policy::kThreePhase, 1, 0);
  std::vector<size_t> asked;
  std::vector<size_t> phases;
  RunOptions options;
  options.policy = Policy::kThreePhase;
  options.may_cycle = [&](const std::set<Experiment>& done) -> model::Result<std::set<Fault>> {
    asked.push_back(done.size());
    return std::set{FaultNamed(1), FaultNamed(2)};
  };
  const auto made = ForEachPhase(allocation, options, [&](std::span<const Allocated> phase) -> model::Result<bool> {
    phases.push_back(phase.size());
    return true;
  });
  EXPECT_TRUE(made);
  EXPECT_EQ(phases, (std::vector<size_t>{10, 10, 10, 10}));
  EXPECT_EQ(asked, (std::vector<size_t>{10, 20, 30}));
}

}  // namespace
}  // namespace csnake::runner
