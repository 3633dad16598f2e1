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

// Each of `faults` faults in each of `workloads` workloads.
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

// All phases, with the same answer after each.
std::vector<Allocated> AllPhases(Allocation& allocation, const Shown& shown) {
  std::vector<Allocated> all;
  for (auto next = allocation.Next(shown); !next.empty(); next = allocation.Next(shown)) std::ranges::move(next, std::back_inserter(all));
  return all;
}

Shown Open(std::set<Fault> faults) { return {.effects = {}, .open = std::move(faults)}; }

TEST(Allocation, SpendsFourTimesTheFaults) {
  Allocation allocation(Possible(10, 20), Policy::kThreePhase, 1, 0);
  EXPECT_EQ(allocation.total(), 40U);
  EXPECT_EQ(AllPhases(allocation, {}).size(), 40U);
}

TEST(Allocation, FirstEveryFaultOnceAndEveryWorkloadEquallyOften) {
  Allocation allocation(Possible(12, 3), Policy::kThreePhase, 1, 0);
  std::set<Fault> faults;
  std::map<std::string, int> in_workload;
  for (const Allocated& one : allocation.Next({})) {
    EXPECT_EQ(one.phase, 1);
    EXPECT_TRUE(faults.insert(one.experiment.fault).second);
    ++in_workload[one.experiment.workload];
  }
  EXPECT_EQ(faults.size(), 12U);
  EXPECT_EQ(in_workload, (std::map<std::string, int>{{"w0", 4}, {"w1", 4}, {"w2", 4}}));
}

TEST(Allocation, ThenWhatIsLikelyToHaveNewEffects) {
  Allocation allocation(Possible(9, 3), Policy::kThreePhase, 1, 10);
  Shown shown;
  // Whatever is injected in "w2" shows fault 99.
  for (const Allocated& one : allocation.Next({}))
    if (one.experiment.workload == "w2") shown.effects[one.experiment] = {FaultNamed(99)};
  ASSERT_EQ(shown.effects.size(), 3U);
  const auto second = ExperimentsOf(allocation.Next(shown));
  ASSERT_EQ(second.size(), 1U);
  EXPECT_EQ(second[0].workload, "w2");
  const auto showed_it = [&](const auto& known) { return known.first.fault == second[0].fault; };
  EXPECT_TRUE(std::ranges::none_of(shown.effects, showed_it)) << "it is no new effect of these";
}

TEST(Allocation, FaultsThatNothingHasCausedComeLast) {
  Allocation allocation(Possible(9, 16), Policy::kThreePhase, 1, 9 + 16 * 2);  // As many rounds as workloads.
  allocation.Next({});
  const auto second = allocation.Next(Open({FaultNamed(3), FaultNamed(7)}));
  ASSERT_EQ(second.size(), 2U);  // Each at most once in a round.
  for (const Allocated& one : second) {
    EXPECT_TRUE(one.experiment.fault == FaultNamed(3) || one.experiment.fault == FaultNamed(7));
    EXPECT_EQ(one.phase, 2);
  }
  const auto third = allocation.Next(Open({FaultNamed(4)}));  // What is known may change.
  ASSERT_EQ(third.size(), 2U);
  EXPECT_EQ(third[0].experiment.fault, FaultNamed(4));
  EXPECT_EQ(third[1].phase, 3);
}

TEST(Allocation, AFaultThatHadLessThanWasExpectedIsTriedLess) {
  Allocation allocation(Possible(2, 40), Policy::kThreePhase, 1, 2 + 20);
  Shown shown = Open({FaultNamed(1), FaultNamed(2)});
  std::map<Fault, size_t> tried;
  for (auto next = allocation.Next(shown); !next.empty(); next = allocation.Next(shown))
    for (const Allocated& one : next)  // The first fault has another effect each time, the second none.
      if (++tried[one.experiment.fault]; one.experiment.fault == FaultNamed(1))
        shown.effects[one.experiment] = {FaultNamed(100 + tried[FaultNamed(1)])};
  EXPECT_GT(tried[FaultNamed(1)], 2 * tried[FaultNamed(2)]);
  EXPECT_GT(tried[FaultNamed(2)], 1U);
}

TEST(Allocation, NoMoreRoundsThanAnalysesAreWorth) {
  Allocation allocation(Possible(2, 500), Policy::kThreePhase, 1, 1000);
  const Shown shown = Open({FaultNamed(1), FaultNamed(2)});
  size_t rounds = 0;
  while (!allocation.Next(shown).empty()) ++rounds;
  EXPECT_TRUE(allocation.spent());
  EXPECT_LE(rounds, 20U);
}

TEST(Allocation, NoExperimentTwiceAndNoneMissedWhenAllCanBeAfforded) {
  for (const Policy policy : {Policy::kExhaustive, Policy::kRandom, Policy::kThreePhase}) {
    Allocation allocation(Possible(7, 5), policy, 3, 35);
    auto all = ExperimentsOf(AllPhases(allocation, Open({FaultNamed(3), FaultNamed(5)})));
    std::ranges::sort(all);
    auto expected = Possible(7, 5);
    std::ranges::sort(expected);
    EXPECT_EQ(all, expected);
  }
}

TEST(Allocation, SameSeedSameAnswerOthersDiffer) {
  for (const Policy policy : {Policy::kRandom, Policy::kThreePhase}) {
    const auto spend = [policy](uint64_t seed) {
      Allocation allocation(Possible(10, 10), policy, seed, 0);
      return ExperimentsOf(AllPhases(allocation, {}));
    };
    EXPECT_EQ(spend(1), spend(1));
    EXPECT_NE(spend(1), spend(2));
  }
}

TEST(Allocation, NothingPossibleIsNothing) {
  Allocation allocation({}, Policy::kThreePhase, 1, 0);
  EXPECT_TRUE(allocation.Next({}).empty());
  EXPECT_FALSE(allocation.Grant(5));
}

TEST(Allocation, GrantsNoMoreThanIsPossible) {
  Allocation allocation(Possible(4, 2), Policy::kRandom, 1, 3);
  EXPECT_EQ(allocation.Next({}).size(), 3U);
  EXPECT_TRUE(allocation.Grant(100));
  EXPECT_EQ(allocation.Next({}).size(), 5U);
  EXPECT_TRUE(allocation.spent());
  EXPECT_FALSE(allocation.Grant(1));
}

TEST(ForEachPhase, AsksWhatWasShownOnlyWhileSomethingCanBeAllocated) {
  Allocation allocation(Possible(10, 20), Policy::kThreePhase, 1, 34);
  std::vector<size_t> asked;
  std::vector<size_t> phases;
  RunOptions options;
  options.policy = Policy::kThreePhase;
  options.shown = [&](const std::set<Experiment>& done, int) -> model::Result<Shown> {
    asked.push_back(done.size());
    return Shown{};
  };
  const auto made = ForEachPhase({}, options, allocation, [&](std::span<const Allocated> phase) -> model::Result<bool> {
    phases.push_back(phase.size());
    return true;
  });
  ASSERT_TRUE(made);
  EXPECT_TRUE(*made);
  ASSERT_EQ(phases.size(), 25U);
  EXPECT_EQ(phases[0], 10U);
  EXPECT_EQ(asked.size(), 24U);
  EXPECT_EQ(asked.back(), 33U);
}

// A budget of runs: how it is spent when so many experiments turn out to matter.
struct Spending {
  size_t experiments = 0;
  int64_t runs = 0;
  std::map<Experiment, int> repeats;
};

Spending SpendOn(int64_t budget, size_t decisive, uint64_t faults = 10, int workloads = 100) {
  config::Config config;
  RunOptions options;
  options.policy = Policy::kRandom;
  options.budget.runs = budget;
  std::vector<Experiment> made;
  options.decisive = [&]() -> model::Result<std::vector<Experiment>> {
    return std::vector(made.begin(), made.begin() + static_cast<long>(std::min(decisive, made.size())));
  };
  Allocation allocation(Possible(faults, workloads), options.policy, 1, static_cast<size_t>(budget - budget / 10));
  Spending spent;
  const auto make = [&](std::span<const Allocated> phase) -> model::Result<bool> {
    for (const Allocated& one : phase) made.push_back(one.experiment);
    return true;
  };
  const auto repeat = [&](std::span<const Experiment> experiments, int repeats) -> model::Result<bool> {
    for (const Experiment& experiment : experiments) spent.repeats[experiment] = repeats;
    return true;
  };
  const auto done = Spend(config, options, allocation, make, repeat);
  EXPECT_TRUE(done);
  EXPECT_FALSE(done->ended);
  spent.experiments = made.size();
  spent.runs = static_cast<int64_t>(made.size());
  for (const auto& [experiment, repeats] : spent.repeats) spent.runs += repeats - 1;
  EXPECT_EQ(done->left, budget - spent.runs);
  return spent;
}

TEST(Spend, UsesABudgetAndNeverMore) {
  for (const int64_t budget : {20, 100, 400}) {
    for (const size_t decisive : {size_t{0}, size_t{1}, size_t{5}, size_t{50}}) {
      const Spending spent = SpendOn(budget, decisive);
      EXPECT_LE(spent.runs, budget) << decisive;
      EXPECT_GE(spent.runs, budget - std::max<int64_t>(budget / 50, 2)) << budget << " " << decisive;
    }
  }
}

TEST(Spend, WhatRepeatsDoNotNeedIsForFurtherExperiments) {
  EXPECT_GT(SpendOn(400, 0).experiments, 390U);
  const Spending spent = SpendOn(400, 2);
  EXPECT_EQ(spent.repeats.size(), 2U);
  EXPECT_GT(spent.experiments, 360U);
}

TEST(Spend, EndsWhenNothingIsLeft) { EXPECT_EQ(SpendOn(400, 1, 3, 4).experiments, 12U); }

}  // namespace
}  // namespace csnake::runner
