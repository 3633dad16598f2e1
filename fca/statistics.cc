#include "fca/statistics.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <numeric>

namespace csnake::fca {
namespace {

double LogBeta(double a, double b) {
  return boost::math::lgamma(a) + boost::math::lgamma(b) - boost::math::lgamma(a + b);
}

double LogChoose(int n, int k) {
  return boost::math::lgamma(n + 1.0) - boost::math::lgamma(k + 1.0) - boost::math::lgamma(n - k + 1.0);
}

// trigamma falls strictly from infinity to 0, so bisection on the logarithm needs no derivative and cannot diverge.
double TrigammaInverse(double value) {
  double low = -20;
  double high = 20;
  for (int step = 0; step < 80; ++step) {
    const double middle = (low + high) / 2;
    (boost::math::trigamma(std::exp(middle)) > value ? low : high) = middle;
  }
  return std::exp((low + high) / 2);
}

}  // namespace

void BetaFit::Add(int k, int n) {
  if (n < 2) return;
  units_ += 1;
  flaky_ += static_cast<double>(k) * (n - k) / (static_cast<double>(n) * (n - 1));
}

BetaPrior BetaFit::Fit() const {
  constexpr double kMostSum = 20;
  const double within = (flaky_ + 0.5 * 0.25) / (units_ + 0.5);
  const double rest = 1 - 4 * within;
  const double sum = rest > 0 ? std::min(4 * within / rest, kMostSum) : kMostSum;
  return {sum / 2, sum / 2};
}

double PredictiveTail(const BetaPrior& prior, int k0, int n0, int k1, int n1) {
  if (k1 <= 0) return 1;
  const double a = prior.a + k0;
  const double b = prior.b + (n0 - k0);
  const double base = LogBeta(a, b);
  double tail = 0;
  for (int k = k1; k <= n1; ++k) tail += std::exp(LogChoose(n1, k) + LogBeta(a + k, b + (n1 - k)) - base);
  return std::min(tail, 1.0);
}

void VarianceFit::Add(double variance, int degrees) {
  if (degrees < 1 || !(variance > 0)) return;
  const double half = degrees / 2.0;
  const double e = std::log(variance) - boost::math::digamma(half) + std::log(half);
  number_ += 1;
  const double step = e - mean_;
  mean_ += step / number_;
  squares_ += step * (e - mean_);
  trigamma_ += boost::math::trigamma(half);
}

VariancePrior VarianceFit::Fit() const {
  if (number_ < 3) return {};
  const double excess = squares_ / (number_ - 1) - trigamma_ / number_;
  const double degrees = excess > 0 ? 2 * TrigammaInverse(excess) : kMostDegrees;
  if (degrees >= kMostDegrees) return {kMostDegrees, std::exp(mean_)};
  const double half = degrees / 2;
  return {degrees, std::exp(mean_ + boost::math::digamma(half) - std::log(half))};
}

double ModeratedTail(double difference, double variance, double degrees, size_t n0, size_t n1,
                     const VariancePrior& prior) {
  const double all = degrees + prior.degrees;
  if (n0 == 0 || n1 == 0 || !(all > 0)) return 1;
  const double moderated = (degrees * variance + prior.degrees * prior.variance) / all;
  if (!(moderated > 0)) return 1;
  const double scale = std::sqrt(moderated * (1.0 / static_cast<double>(n0) + 1.0 / static_cast<double>(n1)));
  return boost::math::cdf(boost::math::complement(boost::math::students_t(all), difference / scale));
}

double Mean(std::span<const double> values) {
  if (values.empty()) return 0;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double Median(std::span<const double> values) {
  if (values.empty()) return 0;
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  return sorted[(sorted.size() - 1) / 2];
}

double SquaredDistances(std::span<const double> values) {
  const double mean = Mean(values);
  return std::accumulate(values.begin(), values.end(), 0.0,
                         [mean](double sum, double value) { return sum + (value - mean) * (value - mean); });
}

std::vector<double> BenjaminiHochberg(std::span<const double> p, size_t tests) {
  std::vector<size_t> order(p.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::sort(order, [p](size_t left, size_t right) { return p[left] < p[right]; });
  std::vector<double> q(p.size(), 1);
  double least = 1;
  for (size_t rank = order.size(); rank > 0; --rank) {
    const double scaled = p[order[rank - 1]] * static_cast<double>(tests) / static_cast<double>(rank);
    least = std::min(least, scaled);
    q[order[rank - 1]] = least;
  }
  return q;
}

}  // namespace csnake::fca
