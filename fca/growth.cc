#include "fca/growth.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace csnake::fca {
namespace {

constexpr double kFewCounts = 3;         // Below this a run says nothing about pace.
constexpr double kActiveShare = 0.7;     // Of the run.
constexpr int64_t kFewestWindows = 3;    // Counts within fewer windows say nothing about pace.
constexpr double kEvenGap = 2;           // Longest gap between windows with counts, in mean gaps.
constexpr int kManySettled = 20;         // Runs of other experiments that show how noisy a unit is.
constexpr size_t kFewRuns = 5;           // Up to here groups must not overlap.
constexpr double kSeparatedPairs = 0.8;  // Beyond.

std::vector<double> Logs(std::span<const double> amounts) {
  std::vector<double> logs;
  logs.reserve(amounts.size());
  for (const double amount : amounts) logs.push_back(std::log2(amount + 0.5));
  return logs;
}

// Variance of log2(amount + 0.5) that even a perfectly repeatable amount is granted (delta method).
double VarianceFloor(double mean_amount, double count_variance = 0.25) {
  constexpr double kRelative = 0.05;           // log2 units: 3.5 %.
  const double slope = 1 / ((mean_amount + 0.5) * std::log(2.0));
  return std::max(count_variance * slope * slope, kRelative * kRelative);
}

// Windows with counts come at even distances from the run's beginning to its end: all of them, or every third as for a
// clock that is slower than the windows.
bool IsActiveThroughout(const Sample& sample, const RunSummary& run) {
  const int64_t window_ns = sample.timeline.window_ns;
  if (window_ns <= 0 || run.length_ns() <= 0) return false;
  const int64_t first = std::min<int64_t>(run.first_ns / window_ns, model::Timeline::kWindows - 1);
  const int64_t last = std::min<int64_t>((run.last_ns - 1) / window_ns, model::Timeline::kWindows - 1);
  int64_t filled = 0, first_filled = 0, last_filled = 0, longest_gap = 0;
  for (int64_t window = first; window <= last; ++window) {
    if (sample.timeline.counts[static_cast<size_t>(window)] == 0) continue;
    if (filled++ == 0)
      first_filled = window;
    else
      longest_gap = std::max(longest_gap, window - last_filled);
    last_filled = window;
  }
  if (filled < kFewestWindows) return false;
  const double mean_gap = static_cast<double>(last_filled - first_filled) / static_cast<double>(filled - 1);
  return static_cast<double>(longest_gap) <= kEvenGap * mean_gap + 1 && sample.active_ns() >= kActiveShare * run.length_ns();
}

// Counts per ns in the fastest stretch of the timeline: a third of the windows from the first count to the last, and three
// windows with counts, at least. 0: no such stretch.
double FastestRate(const model::Timeline& timeline) {
  const auto filled = [](uint32_t count) { return count > 0; };
  const auto first = std::ranges::find_if(timeline.counts, filled);
  const auto last = std::find_if(timeline.counts.rbegin(), timeline.counts.rend(), filled).base();
  double fastest = 0;
  for (auto begin = first; begin < last; ++begin) {
    double counts = 0;
    int64_t with = 0;
    for (auto end = begin; end < last; ++end) {
      counts += *end;
      with += filled(*end);
      const auto windows = end - begin + 1;
      if (with >= kFewestWindows && 3 * windows >= last - first)
        fastest = std::max(fastest, counts / static_cast<double>(windows * timeline.window_ns));
    }
  }
  return fastest;
}

// By how much a run lasted longer, as far as that alone explains more iterations; 1: not at all.
double Lengthening(const Pace& pace, const Sample& sample, const RunSummary& run) {
  if (pace.periodic) return std::max(1.0, sample.active_ns() / pace.active_ns);
  if (!pace.loop) return 1;
  const bool regular =
      pace.regular || (static_cast<double>(sample.count) >= kFewCounts && IsActiveThroughout(sample, run));
  return regular && pace.length_ns > 0 ? std::max(1.0, run.length_ns() / pace.length_ns) : 1;
}

double NoiseP(std::span<const double> plain, std::span<const double> injected, double mean_amount, const Others& others,
              const VariancePrior& prior) {
  const double floor = VarianceFloor(mean_amount);
  const double difference = Mean(injected) - Mean(plain);
  const double alone = static_cast<double>(plain.size()) - 1;
  const double pooled = alone + static_cast<double>(injected.size()) - 1;
  const double plain_squares = SquaredDistances(plain);
  double p = 1;
  if (alone > 0)
    p = std::min(p, ModeratedTail(difference, std::max(plain_squares / alone, floor), alone, plain.size(),
                                  injected.size(), prior));
  if (pooled > 0)
    p = std::min(p, ModeratedTail(difference, std::max((plain_squares + SquaredDistances(injected)) / pooled, floor),
                                  pooled, plain.size(), injected.size(), prior));
  if (others.settled < kManySettled) return std::min(1.0, 2 * p);
  // That so many runs stay within the profile says that its variance is not too small, and leaves rounding only.
  const double known = alone > 0 ? plain_squares / alone : 0;
  p = std::min(p, ModeratedTail(difference, std::max(known, VarianceFloor(mean_amount, 1.0 / 12)), alone + VarianceFit::kMostDegrees,
                                plain.size() + static_cast<size_t>(others.settled), injected.size(), prior));
  return std::min(1.0, 2 * p);
}

int CountAbove(std::span<const double> values, double limit) {
  return static_cast<int>(std::ranges::count_if(values, [limit](double value) { return value > limit; }));
}

// The middle distance from the median ignores jumps in fewer than half of the runs.
size_t NoiseClass(std::span<const double> logs) {
  constexpr double kQuiet = 0.15;  // log2 units: 11 %.
  const double median = Median(logs);
  std::vector<double> distances;
  for (const double value : logs) distances.push_back(std::abs(value - median));
  return Median(distances) <= kQuiet ? 0 : 1;
}

double JumpP(std::span<const double> plain, std::span<const double> injected, const Others& others,
             const GrowthPrior& prior) {
  const double median = Median(plain);
  std::vector<double> sorted(injected.begin(), injected.end());
  std::ranges::sort(sorted);
  const double least = sorted[sorted.size() / 5];
  size_t step = 0;
  while (step + 1 < GrowthPrior::kJumps.size() && median + GrowthPrior::kJumps[step + 1] < least) ++step;
  const double limit = median + GrowthPrior::kJumps[step];
  const int plain_above = CountAbove(plain, limit);
  const Controls controls = ControlsFor(plain_above, static_cast<int>(plain.size()), others, std::exp2(limit) - 0.5);
  return PredictiveTail(prior.jumps[NoiseClass(plain)][step], controls.above, controls.runs, CountAbove(injected, limit),
                        static_cast<int>(injected.size()));
}

Stretch MedianOf(std::span<const Stretch> stretches) {
  std::vector<double> longer, more;
  for (const Stretch& one : stretches) {
    longer.push_back(one.longer);
    more.push_back(one.more);
  }
  return {Median(longer), Median(more)};
}

}  // namespace

std::optional<bool> IsClockDriven(std::span<const Stretch> stretches) {
  constexpr size_t kRuns = 8;
  constexpr double kApart = 2;
  constexpr double kWork = 0.2, kClock = 0.5;  // Of the logarithm of the length.
  const auto share = [](double more, double longer) { return std::log(more) / std::log(longer); };
  const auto shares_of = [&](const std::vector<Stretch>& runs) {
    std::vector<double> shares;
    for (const Stretch& one : runs) shares.push_back(share(one.more, one.longer));
    std::ranges::sort(shares);
    return shares;
  };
  std::vector<Stretch> longer;
  std::ranges::copy_if(stretches, std::back_inserter(longer), [](const Stretch& one) { return one.longer >= kStretched; });
  if (longer.size() < kRuns) return std::nullopt;
  if (shares_of(longer)[longer.size() / 4] >= kClock) return true;
  std::erase_if(longer, [](const Stretch& one) { return !one.active_longer; });
  if (longer.size() < kRuns) return std::nullopt;
  if (shares_of(longer)[longer.size() / 2] <= kWork) return false;
  std::ranges::sort(longer, {}, &Stretch::longer);
  const size_t third = longer.size() / 3;
  const Stretch shortest = MedianOf(std::span(longer).first(third));
  const Stretch longest = MedianOf(std::span(longer).last(third));
  const double distance = longest.longer / shortest.longer;
  return distance >= kApart && share(longest.more / shortest.more, distance) <= kWork ? std::optional(false) : std::nullopt;
}

Pace PaceOf(const model::Site& site, const Unit& unit, std::span<const RunSummary> profile,
            std::optional<bool> by_clock) {
  Pace pace;
  pace.loop = !model::IsError(site.kind) && by_clock != false;
  pace.regular = by_clock == true;
  double counts = 0;
  size_t active = 0;
  size_t seen = 0;
  for (const RunSummary& run : profile) {
    const Sample* sample = run.Find(unit);
    if (!sample || sample->count == 0) continue;
    ++seen;
    counts += static_cast<double>(sample->count);
    pace.entries += static_cast<double>(sample->entries);
    pace.active_ns += sample->active_ns();
    if (IsActiveThroughout(*sample, run)) ++active;
    pace.fastest = std::max(pace.fastest, FastestRate(sample->timeline));
    if (pace.regular && sample->active_ns() > 0)
      pace.fastest = std::max(pace.fastest, static_cast<double>(sample->count - 1) / sample->active_ns());
  }
  for (const RunSummary& run : profile) pace.length_ns += run.length_ns();
  pace.length_ns /= static_cast<double>(std::max<size_t>(profile.size(), 1));
  if (seen == 0) return pace;
  pace.per_entry = pace.entries >= kFewCounts * static_cast<double>(seen) && counts < kFewCounts * pace.entries;
  counts /= static_cast<double>(seen);
  pace.entries /= static_cast<double>(seen);
  pace.count = counts;
  pace.active_ns /= static_cast<double>(seen);
  pace.periodic = by_clock != false && counts >= kFewCounts && pace.active_ns > 0 && (site.paced() || 2 * active >= seen);
  return pace;
}

double Amount(const Pace& pace, const Sample* sample, const RunSummary& run) {
  if (!sample || sample->count == 0) return 0;
  const double count = static_cast<double>(sample->count);
  const double lengthening = Lengthening(pace, *sample, run);
  if (lengthening <= 1) return count;
  double at_rate = 1 + (count - 1) / lengthening;
  if (pace.fastest > 0 && sample->active_ns() > 0)
    at_rate = std::min(at_rate, pace.count * count / (pace.fastest * sample->active_ns()));
  if (!pace.per_entry || sample->entries == 0) return at_rate;
  const double by_entry = count / static_cast<double>(sample->entries) * pace.entries;
  return std::min(count, std::max(at_rate, by_entry));
}

bool IsScaled(const Pace& pace, const Unit& unit, std::span<const RunSummary> runs) {
  if (pace.loop && (pace.regular || pace.periodic)) return true;
  return std::ranges::any_of(runs, [&](const RunSummary& run) {
    const Sample* sample = run.Find(unit);
    return sample && sample->count > 0 && Lengthening(pace, *sample, run) > kStretched;
  });
}

std::vector<double> Amounts(const Pace& pace, const Unit& unit, std::span<const RunSummary> runs) {
  std::vector<double> amounts;
  amounts.reserve(runs.size());
  for (const RunSummary& run : runs) amounts.push_back(Amount(pace, run.Find(unit), run));
  return amounts;
}

void GrowthFit::Add(std::span<const double> profile_amounts) {
  const std::vector<double> logs = Logs(profile_amounts);
  const int degrees = static_cast<int>(logs.size()) - 1;
  if (degrees < 1) return;
  noise_.Add(std::max(SquaredDistances(logs) / degrees, VarianceFloor(Mean(profile_amounts))), degrees);
  const double median = Median(logs);
  std::array<BetaFit, GrowthPrior::kJumps.size()>& jumps = jumps_[NoiseClass(logs)];
  for (size_t step = 0; step < jumps.size(); ++step)
    jumps[step].Add(CountAbove(logs, median + GrowthPrior::kJumps[step]), static_cast<int>(logs.size()));
}

GrowthPrior GrowthFit::Fit() const {
  GrowthPrior prior;
  prior.noise = noise_.Fit();
  for (size_t noisy = 0; noisy < jumps_.size(); ++noisy)
    for (size_t step = 0; step < GrowthPrior::kJumps.size(); ++step)
      prior.jumps[noisy][step] = jumps_[noisy][step].Fit();
  return prior;
}

Controls ControlsFor(int plain_above, int plain_runs, const Others& others, double limit) {
  Controls controls{plain_above, plain_runs};
  if (plain_above > 0) return controls;
  controls.runs += others.settled;
  for (const std::span<const double> amounts : others.mixed) {
    controls.above += CountAbove(amounts, limit);
    controls.runs += static_cast<int>(amounts.size());
  }
  return controls;
}

bool IsLargeEnough(std::span<const double> plain, std::span<const double> injected, const GrowthLimits& limits) {
  if (plain.empty() || injected.empty()) return false;
  const double before = Mean(plain);
  const double after = Mean(injected);
  if (after < before * (1 + limits.share) || after - before < limits.amount) return false;
  if (injected.size() <= kFewRuns)
    return *std::ranges::min_element(injected) > *std::ranges::max_element(plain);
  size_t above = 0;
  for (const double amount : injected)
    above += static_cast<size_t>(std::ranges::count_if(plain, [amount](double value) { return value < amount; }));
  return static_cast<double>(above) >= kSeparatedPairs * static_cast<double>(plain.size() * injected.size());
}

double GrowthP(std::span<const double> plain, std::span<const double> injected, const Others& others,
               const GrowthPrior& prior) {
  const std::vector<double> plain_logs = Logs(plain);
  const std::vector<double> injected_logs = Logs(injected);
  const double noise = NoiseP(plain_logs, injected_logs, Mean(plain), others, prior.noise);
  return std::max(noise, JumpP(plain_logs, injected_logs, others, prior));
}

}  // namespace csnake::fca
