// fca/gain.h — how much of the effect one unit of the cause makes.
//
//   runs => LoopTimes: time per iteration;  amounts of an experiment => Increase;  both => GainOf()
//
// Units, so that gains multiply around a cycle: a delay counts in seconds, everything else in occurrences. Of an
// injected delay that is what it slept; of a loop that iterates more, the further iterations times the time of one.
//
// All ranges are ranges over runs, no confidence intervals: low is the least that any pair of an injection run and a
// plain run allows, high the most.
#pragma once

#include <map>
#include <span>

#include "model/cycle.h"
#include "model/run.h"

namespace csnake::fca {

// More per run than without the fault.
struct Increase {
  double low = 0;
  double mid = 0;
  double high = 0;
};
Increase IncreaseOf(std::span<const double> plain, std::span<const double> injected);

// How long one iteration of each loop takes, in the runs of one workload.
class LoopTimes {
 public:
  // Injection runs say nothing about the loop that they delay.
  void Add(const model::Run& run);

  // Seconds. mid = high: the mean, waiting included; low: the shortest. From profile runs; where they have no execution
  // of two iterations, from injection runs; where those have none either, high is the distance of iterations. Nothing
  // known: 0, and high is infinite.
  Increase SecondsOf(model::SiteId loop) const;

 private:
  struct Time {
    double timed = 0;
    double timed_ns = 0;
    double least_ns = 0;
    double distances = 0;
    double active_ns = 0;
  };
  std::map<model::SiteId, Time> plain_;
  std::map<model::SiteId, Time> injected_;
};

// `cause_amount`: per run, seconds slept or errors injected; 0 makes the gain unknown.
model::Gain GainOf(const Increase& effect, double cause_amount);
model::Gain GainOf(const Increase& iterations, const Increase& seconds_each, double cause_amount);

}  // namespace csnake::fca
