#include "runner/bisection.h"

#include <gtest/gtest.h>

#include <random>

namespace csnake::runner {
namespace {

const model::Fault kEffect{model::SiteId{9}, model::Kind::kThrow, 0};

DelayedHop Hop(uint64_t site, int64_t delay_ns, int64_t iteration_ns = 0) {
  const model::Fault loop{model::SiteId{site}, model::Kind::kDelay, 0};
  return {{loop, {.delay_ns = delay_ns, .total_ns = 15 * delay_ns}, "test"}, kEffect, iteration_ns};
}

struct Bisected {
  int64_t shortest;
  int rounds = 0;
};

// In a world in which `enough` ns have the effect.
Bisected Bisect(const DelayedHop& hop, int64_t enough) {
  Tried tried;
  Bisected result{.shortest = hop.experiment.dose.delay_ns};
  for (auto next = NextDoses({&hop, 1}, tried); !next.empty(); next = NextDoses({&hop, 1}, tried)) {
    EXPECT_EQ(next.size(), 1U);
    const model::Experiment& experiment = next.front();
    EXPECT_EQ(experiment.dose.total_ns / experiment.dose.delay_ns, 15);
    ++result.rounds;
    auto& effects = tried[experiment];
    if (experiment.dose.delay_ns < enough) continue;
    effects.insert(kEffect);
    result.shortest = std::min(result.shortest, experiment.dose.delay_ns);
  }
  return result;
}

TEST(Bisection, FindsTheShortestOfAllHalvings) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 1000; ++i) {
    const int64_t delay_ns = kShortestDelayNs + static_cast<int64_t>(random() % 300'000'000);
    const int64_t iteration_ns = static_cast<int64_t>(random() % 2) * static_cast<int64_t>(random() % 50'000'000);
    const int64_t enough = static_cast<int64_t>(random() % static_cast<uint64_t>(delay_ns + 1));
    int64_t shortest = delay_ns;  // By brute force.
    for (int64_t halved = delay_ns; halved >= std::max(kShortestDelayNs, iteration_ns) && halved >= enough; halved /= 2)
      shortest = halved;
    const Bisected found = Bisect(Hop(1, delay_ns, iteration_ns), enough);
    EXPECT_EQ(found.shortest, shortest) << delay_ns << " " << iteration_ns << " " << enough;
    EXPECT_LE(found.rounds, 4) << delay_ns;
  }
}

TEST(Bisection, NothingShorterThanAnIterationIsADelay) {
  EXPECT_TRUE(NextDoses(std::vector{Hop(1, 20'000'000, 15'000'000)}, {}).empty());
  EXPECT_TRUE(NextDoses(std::vector{Hop(1, kShortestDelayNs)}, {}).empty());
}

TEST(Bisection, HopsOfOneDelayShareItsRuns) {
  DelayedHop other = Hop(1, 20'000'000);
  other.effect.site = model::SiteId{8};
  EXPECT_EQ(NextDoses(std::vector{Hop(1, 20'000'000), other, Hop(2, 20'000'000)}, {}).size(), 2U);
}

}  // namespace
}  // namespace csnake::runner
