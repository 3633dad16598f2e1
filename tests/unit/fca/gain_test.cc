#include "fca/gain.h"

#include <gtest/gtest.h>

#include <cmath>

namespace csnake::fca {
namespace {

constexpr model::SiteId kLoop{7};

model::Run RunWith(uint64_t count, uint64_t timed, int64_t timed_ns, int64_t least_ns, int64_t active_ns) {
  model::Run run;
  model::Observation& seen = run.observations[{kLoop, 0, {}, {}}];
  seen.count = count;
  seen.timed = timed;
  seen.timed_ns = timed_ns;
  seen.least_ns = least_ns;
  seen.first_ns = 1'000;
  seen.last_ns = 1'000 + active_ns;
  return run;
}

model::Run Injected(model::SiteId site, model::Run run) {
  run.fault = model::Fault{site, model::Kind::kDelay, 0};
  return run;
}

TEST(Gain, IncreaseIsARangeOverPairsOfRuns) {
  const Increase increase = IncreaseOf(std::vector<double>{1, 2, 3}, std::vector<double>{5, 9});
  EXPECT_DOUBLE_EQ(increase.low, 2);
  EXPECT_DOUBLE_EQ(increase.mid, 5);
  EXPECT_DOUBLE_EQ(increase.high, 8);
  EXPECT_DOUBLE_EQ(IncreaseOf(std::vector<double>{5}, std::vector<double>{1}).high, 0) << "less is no gain";
}

TEST(Gain, TheTimeOfAnIterationIsMeasuredInProfileRunsFirst) {
  LoopTimes times;
  times.Add(Injected({8}, RunWith(10, 9, 900'000'000, 50'000'000, 1'000'000'000)));
  EXPECT_DOUBLE_EQ(times.SecondsOf(kLoop).high, 0.1);
  times.Add(RunWith(3, 2, 4'000'000, 1'000'000, 500'000'000));
  EXPECT_DOUBLE_EQ(times.SecondsOf(kLoop).high, 0.002);
  EXPECT_DOUBLE_EQ(times.SecondsOf(kLoop).low, 0.001);
}

TEST(Gain, RunsThatDelayTheLoopSayNothingOfIt) {
  LoopTimes times;
  times.Add(Injected(kLoop, RunWith(10, 9, 900'000'000, 50'000'000, 1'000'000'000)));
  EXPECT_TRUE(std::isinf(times.SecondsOf(kLoop).high));
}

TEST(Gain, OneIterationAtATimeIsBoundedByTheirDistance) {
  LoopTimes times;
  times.Add(RunWith(5, 0, 0, 0, 400'000'000));
  EXPECT_DOUBLE_EQ(times.SecondsOf(kLoop).high, 0.1);
  EXPECT_DOUBLE_EQ(times.SecondsOf(kLoop).low, 0);
}

TEST(Gain, IsEffectPerUnitOfCause) {
  const model::Gain errors = GainOf(Increase{1, 2, 4}, 0.5);
  EXPECT_EQ(errors, (model::Gain{2, 4, 8}));
  const model::Gain loop = GainOf(Increase{10, 20, 30}, Increase{0.001, 0.002, 0.002}, 2);
  EXPECT_DOUBLE_EQ(loop.low, 0.005);
  EXPECT_DOUBLE_EQ(loop.high, 0.03);
  EXPECT_TRUE(std::isinf(GainOf(Increase{1, 1, 1}, 0).high)) << "unknown cause";
  EXPECT_DOUBLE_EQ((model::Gain{0, 0, 0} * model::Gain{}).high, 0) << "nothing comes of nothing";
}

}  // namespace
}  // namespace csnake::fca
