// The three tests against values from elsewhere and against simulation.
#include "fca/statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace csnake::fca {
namespace {

// Exact by hand: Beta(1, 1) and 0 of 2 gives Beta(1, 3); P(K >= 1 of 1) = 1/4, P(2 of 2) = 1*2 / (4*5).
TEST(PredictiveTail, IsTheBetaBinomial) {
  EXPECT_NEAR(PredictiveTail({1, 1}, 0, 2, 1, 1), 0.25, 1e-12);
  EXPECT_NEAR(PredictiveTail({1, 1}, 0, 2, 2, 2), 0.1, 1e-12);
  EXPECT_NEAR(PredictiveTail({1, 1}, 0, 2, 1, 2), 1 - 3.0 * 4 / (4 * 5), 1e-12);
  EXPECT_DOUBLE_EQ(PredictiveTail({1, 1}, 0, 2, 0, 2), 1);
}

TEST(PredictiveTail, MoreEvidenceIsLessProbable) {
  const BetaPrior prior{0.01, 0.01};
  EXPECT_LT(PredictiveTail(prior, 0, 5, 3, 3), PredictiveTail(prior, 0, 5, 2, 3));
  EXPECT_LT(PredictiveTail(prior, 0, 50, 3, 3), PredictiveTail(prior, 0, 5, 3, 3));
  EXPECT_LT(PredictiveTail(prior, 0, 5, 3, 3), PredictiveTail(prior, 1, 5, 3, 3));
  EXPECT_LT(PredictiveTail(prior, 0, 5, 3, 3), 1e-3);
  EXPECT_GT(PredictiveTail(prior, 1, 5, 3, 3), 0.01);
}

TEST(BetaFit, LearnsThatUnitsAreStableOrFlaky) {
  BetaFit stable;
  BetaFit flaky;
  for (int i = 0; i < 1000; ++i) {
    stable.Add(i % 2 ? 5 : 0, 5);
    flaky.Add(i % 6, 5);
  }
  EXPECT_LT(stable.Fit().a, 1e-3);
  EXPECT_NEAR(flaky.Fit().a, 1, 0.1);  // Uniform k comes from Beta(1, 1).
}

TEST(BetaFit, FewUnitsAllowLittle) {
  BetaFit few;
  few.Add(0, 5);
  BetaFit many;
  for (int i = 0; i < 1000; ++i) many.Add(0, 5);
  EXPECT_GT(few.Fit().a, 100 * many.Fit().a);
}

// With 2 degrees the tail has a closed form, (1 - t / sqrt(2 + t^2)) / 2. s2 = 2 and n = 2 + 2 make t = difference /
// sqrt 2.
TEST(ModeratedTail, WithoutPriorIsStudentsT) {
  EXPECT_NEAR(ModeratedTail(2.5 * std::sqrt(2.0), 2, 2, 2, 2, {}), (1 - 2.5 / std::sqrt(2 + 2.5 * 2.5)) / 2, 1e-12);
  EXPECT_DOUBLE_EQ(ModeratedTail(1, 1, 0, 1, 1, {}), 1);
}

TEST(ModeratedTail, PriorHelpsLargeVarianceAndDistrustsSmall) {
  const VariancePrior prior{4, 1};
  EXPECT_LT(ModeratedTail(3, 4, 4, 5, 3, prior), ModeratedTail(3, 4, 4, 5, 3, {}));
  EXPECT_GT(ModeratedTail(3, 0.01, 4, 5, 3, prior), ModeratedTail(3, 0.01, 4, 5, 3, {}));
}

// True variances are 0.5 * 6 / chi2(6), sample variances have 4 degrees.
TEST(VarianceFit, RecoversThePrior) {
  constexpr unsigned kSeed = 7;
  SCOPED_TRACE(kSeed);
  std::mt19937_64 random(kSeed);
  std::chi_squared_distribution<double> prior(6);
  std::chi_squared_distribution<double> sample(4);
  VarianceFit fit;
  for (int i = 0; i < 20000; ++i) fit.Add(0.5 * 6 / prior(random) * sample(random) / 4, 4);
  EXPECT_NEAR(fit.Fit().degrees, 6, 0.6);
  EXPECT_NEAR(fit.Fit().variance, 0.5, 0.05);
}

TEST(VarianceFit, EqualVariancesAreTrustedUpToTheCap) {
  VarianceFit fit;
  for (int i = 0; i < 100; ++i) fit.Add(0.01, 4);
  EXPECT_DOUBLE_EQ(fit.Fit().degrees, VarianceFit::kMostDegrees);
  EXPECT_DOUBLE_EQ(VarianceFit().Fit().degrees, 0);
}

// R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "BH") = 0.02 0.04 0.04 0.02.
TEST(BenjaminiHochberg, AgreesWithR) {
  const auto q = BenjaminiHochberg(std::vector{0.01, 0.04, 0.03, 0.005}, 4);
  EXPECT_NEAR(q[0], 0.02, 1e-12);
  EXPECT_NEAR(q[1], 0.04, 1e-12);
  EXPECT_NEAR(q[2], 0.04, 1e-12);
  EXPECT_NEAR(q[3], 0.02, 1e-12);
}

TEST(BenjaminiHochberg, TestsThatAreNotGivenCount) {
  EXPECT_NEAR(BenjaminiHochberg(std::vector{0.001}, 100)[0], 0.1, 1e-12);
  EXPECT_DOUBLE_EQ(BenjaminiHochberg(std::vector{0.5}, 100)[0], 1);
}

TEST(Median, IsTheLowerMiddle) {
  EXPECT_EQ(Median(std::vector<double>{4, 1, 3, 2}), 2);
  EXPECT_EQ(Median({}), 0);
}

}  // namespace
}  // namespace csnake::fca
