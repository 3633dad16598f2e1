// fca/statistics.h — the three tests behind every edge, free of domain words.
//
//   counts of runs   => BetaFit     => PredictiveTail   "seen in k of n runs: is that more than chance?"
//   log2 of amounts  => VarianceFit => ModeratedTail    "is the mean higher than the noise allows?"
//   p of all tests   => BenjaminiHochberg               "which of them may be reported?"
//
// Campaigns repeat a run three to five times: alone, one unit says nothing about its own noise. Both fits therefore
// learn a prior from all units of the campaign (empirical Bayes) and the tests lean on it. Formulas and their sources:
// docs/method.md. The .cc file is the only one here that sees Boost.Math.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace csnake::fca {

// Beta(a, b) for the probability that a run shows something.
struct BetaPrior {
  double a = 0.5;
  double b = 0.5;
};

// Fits a symmetric Beta(a, a) so that E[theta (1-theta)] is the flakiness that the campaign showed: units are always or
// never there, but for a share of flaky ones. Symmetric, because a population that is nearly always there (loops) must
// not make a unit that five runs never showed look likely; a fitted mean would.
class BetaFit {
 public:
  // k of n runs of one unit showed it; 0 <= k <= n. One run says nothing about flakiness.
  void Add(int k, int n);
  // As if half a unit more had been seen that shows it in every second run (Jeffreys). So a campaign that never saw
  // anything flaky does not conclude that nothing can be, and the fewer units it has, the less it may conclude.
  BetaPrior Fit() const;

 private:
  double units_ = 0;
  double flaky_ = 0;  // Sum of k(n-k) / (n(n-1)), each unbiased for E[theta (1-theta)].
};

// P(K >= k1 of n1) when k0 of n0 were seen before. 1 when k1 <= 0.
double PredictiveTail(const BetaPrior& prior, int k0, int n0, int k1, int n1);

// Noise is as if `degrees` more measurements with `variance` were known.
struct VariancePrior {
  double degrees = 0;  // 0: the campaign says nothing.
  double variance = 0;
};

// limma's fitFDist: sample variances s2 ~ variance * F(d, degrees).
class VarianceFit {
 public:
  void Add(double variance, int degrees);  // variance > 0, degrees >= 1.
  // `degrees` is at most kMostDegrees: tails stay heavier than normal ones. Fewer than 3 variances: no prior.
  VariancePrior Fit() const;
  static constexpr double kMostDegrees = 20;

 private:
  double number_ = 0;
  double mean_ = 0;
  double squares_ = 0;
  double trigamma_ = 0;
};

// One-sided p of a mean that is `difference` higher, for groups of n0 and n1, sample variance with `degrees` degrees.
double ModeratedTail(double difference, double variance, double degrees, size_t n0, size_t n1,
                     const VariancePrior& prior);

double Mean(std::span<const double> values);    // 0 for none.
double Median(std::span<const double> values);  // Lower middle; 0 for none.
// Sum of squared distances from the mean.
double SquaredDistances(std::span<const double> values);

// q of each p among `tests` >= p.size() tests; the p that are not given count as 1.
std::vector<double> BenjaminiHochberg(std::span<const double> p, size_t tests);

}  // namespace csnake::fca
