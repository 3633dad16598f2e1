// fca/growth.h — did a loop iterate more, or an error that the profile knows occur more often?
//
// Two questions come before the test.
//
// 1. More of what? A clock-driven loop (heartbeat, poll) iterates more merely because a delayed run lasts longer; a
//    work-driven one (a batch, a retry) does not. Which it is, the profile tells (PaceOf):
//      - the workload's runs that lasted longer for whatever reason, when there are at least 8 of other experiments:
//        what a clock drives grows with the length of nearly all of them, what work drives does not (IsClockDriven).
//        That decides before the following rules.
//      - fewer than 3 counts a run: no pace, raw counts. Retry loops that normally do nothing stay here.
//      - paced in the catalogue (its body sleeps, and no number of elements ends it), or active throughout in at least
//        half of the profile runs: first to last count spans >= 70 % of the run, and the windows with counts, at
//        least 3, come at even distances (no gap longer than twice the mean and one window): periodic.
//      - otherwise bursty: raw counts, unless the run itself shows the pace: when it lasts longer than the profile and
//        the loop is active throughout it, in the same sense, its count is taken at its rate in the profile's length. A
//        short test shows one or two beats of a clock; the same test waiting for a time-out shows seventy. Not so
//        errors: one that the profile shows once and that now recurs evenly is what lengthens the run.
//    A periodic amount is 1 + (count - 1) * min(1, S / s), S the profile's mean active time and s that of the run:
//    the count at the run's own rate in the profile's time; less when the profile has a stretch in which it ticked as
//    fast (FastestRate): at the mean of the profile's counts, by how much faster the run is. It only ever scales down:
//    a run that ends early gets no credit for iterations it did not make, so growth needs a higher rate *and* a higher
//    count.
//    A retry loop with a back-off is paced too, and its retries lengthen the run so that the rate hides them. What
//    tells it apart is that it is entered often and iterates little: with >= 3 entries a run and < 3 iterations per
//    entry in the profile, the amount is at least (iterations per entry) * (profile's entries), at most the count.
//
//    Counts are of the whole run, set-up and tear-down too, and so are lengths.
//
// 2. Enough to matter? Mean increase >= 25 % and >= 2 iterations (errors: 1 occurrence); >= 100 % and >= 3 where a clock
//    drives the loop or counts were scaled: a test that is shorter than a period shows no beat, a longer one its first. And no overlap: every injection run above every profile run; with more than 5
//    injection runs 80 % of the pairs suffice.
//
// The test. p = max(noise, jump), so both must be convinced.
//   noise: moderated t on log2(amount + 0.5). Twice the smaller of two p: variance pooled over both groups (more
//     degrees of freedom), and of the profile alone (an effect that varies does not hide itself). A floor of the
//     variance stands for rounding: half a count, or 3.5 %. It decides [5,5,5] against [10,10,10] instead of
//     0/0. When 20 runs of other experiments stay within the profile there is a third, that the profile's variance
//     is well known, with the variance of rounding alone (1/12) as its floor: [1,1,1,1,1] against [2,2,2].
//   jump: t believes in one hump. A loop that takes 10 iterations in most runs and 100 in some shows 10,10,10,10,10
//     and then 100,100,100 in 1 of 200 trials with no variance at all. So the campaign's profile runs also say how
//     often a run stands above its unit's median by various factors, separately for units that are quiet but for such
//     jumps and for noisy ones. The test: can it be chance that every injection run (but one in five) jumps as far as
//     the least of them did? Controls are the profile's runs and those of other experiments.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "fca/statistics.h"
#include "fca/summary.h"

namespace csnake::fca {

// A run of another experiment that lasted longer than the profile: how much longer, and how much more a loop iterated
// in it.
struct Stretch {
  double longer = 1;
  double more = 1;
  bool active_longer = true;  // The loop was active for longer, too.
};

// True: a clock drives the loop: three quarters of the runs iterated more by at least the root of how much longer they
// were. False: work does: half of them by at most the fifth root, or the longest third of them by so little more than the
// shortest third, when they are twice as long: work that lengthens the run is done after the same time in both. For this only
// runs count in which the loop was active for longer, too: a run that is longer because its set-up is says nothing about a
// clock that was started after it. Neither, or fewer than 8 runs: nothing can be told.
std::optional<bool> IsClockDriven(std::span<const Stretch> stretches);
constexpr double kStretched = 1.25;  // Shorter runs tell nothing.

struct Pace {
  bool loop = true;
  bool regular = false;  // Whatever the run itself looks like: see above.
  bool periodic = false;
  bool per_entry = false;  // Compare iterations per entry too.
  double active_ns = 0;    // Profile's mean, first to last count.
  double length_ns = 0;    // Profile's mean.
  double entries = 0;      // Profile's mean.
  double count = 0;        // Profile's mean.
  double fastest = 0;      // Counts per ns in the profile's fastest stretch; 0: too few to tell.
};

// `by_clock`: what IsClockDriven() tells of the unit.
Pace PaceOf(const model::Site& site, const Unit& unit, std::span<const RunSummary> profile,
            std::optional<bool> by_clock = std::nullopt);

// What is compared; the raw count unless a clock drives the loop. 0 for a null sample.
double Amount(const Pace& pace, const Sample* sample, const RunSummary& run);
// Whether a clock drives the unit, or the amount of any run is less than its count.
bool IsScaled(const Pace& pace, const Unit& unit, std::span<const RunSummary> runs);
constexpr double kLeastScaledGrowth = 1;  // A pace that is extrapolated is good to a factor of two.
constexpr double kPhase = 1;              // And a clock's first beat may come at once or after a period.
std::vector<double> Amounts(const Pace& pace, const Unit& unit, std::span<const RunSummary> runs);

struct GrowthPrior {
  static constexpr std::array<double, 9> kJumps = {0.16, 0.32, 0.5, 0.75, 1, 1.5, 2, 3, 4};  // log2 above the median.
  VariancePrior noise;
  std::array<std::array<BetaPrior, kJumps.size()>, 2> jumps{};  // Of quiet units [0] and noisy ones [1].
};

class GrowthFit {
 public:
  void Add(std::span<const double> profile_amounts);
  GrowthPrior Fit() const;

 private:
  VarianceFit noise_;
  std::array<std::array<BetaFit, GrowthPrior::kJumps.size()>, 2> jumps_{};
};

struct GrowthLimits {
  double share = 0.25;  // Least increase of the mean, relative.
  double amount = 2;    // And absolute.
};

bool IsLargeEnough(std::span<const double> plain, std::span<const double> injected, const GrowthLimits& limits);

// Runs of other experiments in the same workload. Most faults do nothing to most units: their runs are as good as profile
// runs. An experiment that exceeds the profile in more than half of its runs is taken for one whose fault does so, and left
// out: had the unit been as flaky, the profile would have shown it. One that does so in some runs shows how flaky the unit is.
// When three fifths of them always exceed it, eight at least, the profile was taken at another time than they, and all count.
struct Others {
  int settled = 0;                             // Runs of experiments that never exceed the profile.
  std::vector<std::span<const double>> mixed;  // Amounts of those that do in at most half.
};
struct Controls {
  int above = 0;
  int runs = 0;
};
// Runs without the fault: how many there are, and how many of them are above `limit`, an amount. When the profile itself is,
// only the profile counts.
Controls ControlsFor(int plain_above, int plain_runs, const Others& others, double limit);

double GrowthP(std::span<const double> plain, std::span<const double> injected, const Others& others,
               const GrowthPrior& prior);

}  // namespace csnake::fca
