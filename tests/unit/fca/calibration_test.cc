// How often is an edge false, and how often is a true one found? Synthetic campaigns with the noise that real ones
// have.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

#include "fca/calibration.h"
#include "fca/edges.h"
#include "tests/unit/fca/memory_reader.h"

namespace csnake::fca {
namespace {

using model::Kind;

struct Shape {
  int workloads = 12;
  int experiments = 10;  // Per workload.
  int profile_runs = 5;
  int repeats = 3;
  int loops = 30;
  int errors = 20;
  double flaky_errors = 0.15;  // Share that occurs in some runs.
  double wild_loops = 0.1;     // Share that has two levels, far apart.
};

// Every unit of every workload gets a character; runs are drawn from it, profile and injection alike.
class Simulation {
 public:
  Simulation(unsigned seed, const Shape& shape) : random_(seed), shape_(shape) {
    for (int i = 0; i < shape.loops; ++i) world_.Declare(Loop(i), Kind::kDelay).pause = i % 7 == 0 ? model::Pause::kSomewhere : model::Pause::kNone;
    for (int i = 0; i < shape.errors; ++i) world_.Declare(Failure(i), i % 2 ? Kind::kThrow : Kind::kErrorReturn);
    world_.Declare("D", Kind::kDetector);
    for (int i = 0; i < shape.experiments; ++i) world_.Declare(Cause(i), i % 3 ? Kind::kLibraryError : Kind::kDelay);
  }

  // `planted`: the causes with an even number double loop 0..1, and make error 0 occur, in every workload.
  MemoryReader Campaign(bool planted) {
    for (int w = 0; w < shape_.workloads; ++w) {
      Characters();
      const std::string name = "w" + std::to_string(w);
      slowness_ = 1;
      for (int i = 0; i < shape_.profile_runs; ++i) Draw(world_.Profile(name), false);
      for (int cause = 0; cause < shape_.experiments; ++cause, slowness_ = std::exp(Normal(0.5)))
        for (int i = 0; i < shape_.repeats; ++i)
          Draw(world_.Inject(name, Cause(cause)), planted && cause % 2 == 0);
    }
    return world_.Reader();
  }

  static std::string Loop(int i) { return "loop" + std::to_string(i); }
  static std::string Failure(int i) { return "error" + std::to_string(i); }
  static std::string Cause(int i) { return "cause" + std::to_string(i); }

 private:
  struct LoopCharacter {
    double mean = 0;
    double spread = 0;  // Of the natural logarithm; 0: the same in each run.
    double wild = 0;    // Probability of ten times as many.
    bool poisson = false;
    bool throughout = false;
  };

  double Uniform(double low, double high) { return std::uniform_real_distribution<double>(low, high)(random_); }

  double Normal(double deviation) {
    if (deviation <= 0) return 0;
    return std::normal_distribution<double>(0, deviation)(random_);
  }

  void Characters() {
    loops_.clear();
    errors_.clear();
    for (int i = 0; i < shape_.loops; ++i) {
      LoopCharacter loop{std::exp(Uniform(0, 7)), 0, 0, false, i % 5 == 0};
      if (loop.throughout) loop.mean += 8;  // With fewer there is no pace: growth.h.
      const double kind = Uniform(0, 1);
      if (kind < shape_.wild_loops) loop.wild = Uniform(0.05, 0.5);
      else if (kind < 0.4) loop.spread = Uniform(0.05, 0.6);
      else if (kind < 0.6) loop.poisson = true;
      loops_.push_back(i < 2 ? LoopCharacter{20, i * 0.1, 0, false, false} : loop);
    }
    for (int i = 0; i < shape_.errors; ++i)
      errors_.push_back(i > 0 && Uniform(0, 1) < shape_.flaky_errors ? Uniform(0.02, 0.9) : i % 5 == 4 ? 1 : 0);
  }

  void Draw(RunTeller& run, bool planted) {
    // Runs differ in length, and all those of one experiment may be slow; periodic loops follow the length.
    const double length = slowness_ * std::exp(Normal(0.3));
    run.Lasts(static_cast<int64_t>(160 * length) + 16);
    for (int i = 0; i < shape_.loops; ++i) DrawLoop(run, i, length, planted && i < 2 ? 2 : 1);
    for (int i = 0; i < shape_.errors; ++i) {
      if (Uniform(0, 1) < errors_[static_cast<size_t>(i)] || (planted && i == 0)) {
        run.Fails(Failure(i), 1 + static_cast<uint64_t>(Uniform(0, 1.3)));
      } else {
        run.Reaches(Failure(i));
      }
    }
    run.Says("D", 50, static_cast<uint64_t>(Uniform(0, 1.1)));
  }

  void DrawLoop(RunTeller& run, int number, double length, double factor) {
    const LoopCharacter& loop = loops_[static_cast<size_t>(number)];
    double mean = loop.mean * factor * std::exp(Normal(loop.spread));
    if (Uniform(0, 1) < loop.wild) mean *= 10;
    if (loop.throughout) mean *= length;
    const double drawn = loop.poisson ? std::poisson_distribution<int>(mean)(random_) : mean;
    const auto times = static_cast<uint64_t>(std::min(std::round(drawn), 3000.0));
    if (loop.throughout) {
      run.IteratesThroughout(Loop(number), times);
    } else {
      run.Iterates(Loop(number), times);
    }
  }

  std::mt19937_64 random_;
  Shape shape_;
  World world_;
  std::vector<LoopCharacter> loops_;
  std::vector<double> errors_;
  double slowness_ = 1;
};

struct Rate {
  size_t edges = 0;
  size_t tests = 0;
};

Rate FalseEdges(const Shape& shape, unsigned first_seed, unsigned seeds) {
  Rate rate;
  for (unsigned seed = first_seed; seed < first_seed + seeds; ++seed) {
    const auto report = FindEdges(Simulation(seed, shape).Campaign(false));
    EXPECT_TRUE(report.has_value());
    if (!report) continue;
    rate.edges += report->edges.size();
    rate.tests += report->tests;
  }
  std::printf("seeds %u..%u: %zu false edges in %zu tests\n", first_seed, first_seed + seeds - 1, rate.edges,
              rate.tests);
  return rate;
}

void ExpectCalibrated(const Rate& rate) {
  EXPECT_GT(rate.tests, 10'000u);
  EXPECT_LE(rate.edges * 1000, rate.tests);
}

TEST(Calibration, ProfileAgainstProfile) { ExpectCalibrated(FalseEdges({}, 1, 20)); }

TEST(Calibration, SmallCampaigns) {
  ExpectCalibrated(FalseEdges({.workloads = 1, .experiments = 3, .loops = 6, .errors = 5}, 1000, 3000));
}

TEST(Calibration, ThreeProfileRuns) {
  ExpectCalibrated(FalseEdges({.profile_runs = 3}, 2000, 20));
}

TEST(Calibration, ManyRepeats) {
  ExpectCalibrated(FalseEdges({.workloads = 4, .experiments = 6, .profile_runs = 10, .repeats = 8}, 3000, 20));
}

TEST(Calibration, VeryFlakyTarget) {
  ExpectCalibrated(FalseEdges({.flaky_errors = 0.6, .wild_loops = 0.35}, 4000, 20));
}

bool IsPlanted(const model::Edge& edge) {
  for (const std::string& name : {Simulation::Loop(0), Simulation::Loop(1), Simulation::Failure(0)})
    if (edge.effect.site == SiteNamed(name))
      for (int cause = 0; cause < 10; cause += 2)
        if (edge.cause.site == SiteNamed(Simulation::Cause(cause))) return true;
  return false;
}

// Per workload 5 causes with 3 effects each; doubling with 10 % noise is the hardest.
TEST(Power, PlantedEffectsAreFound) {
  size_t found = 0;
  size_t planted = 0;
  size_t reported = 0;
  for (unsigned seed = 1; seed <= 10; ++seed) {
    const Shape shape;
    const auto report = FindEdges(Simulation(seed, shape).Campaign(true));
    ASSERT_TRUE(report.has_value());
    planted += static_cast<size_t>(shape.workloads) * 5 * 3;
    reported += report->edges.size();
    found += static_cast<size_t>(std::ranges::count_if(report->edges, IsPlanted));
  }
  std::printf("seeds 1..10: %zu of %zu planted edges found, %zu others\n", found, planted, reported - found);
  EXPECT_GE(found * 100, planted * 95);
  EXPECT_LE((reported - found) * 20, reported);
}

// A real campaign's runs without a fault, as `csnake analyze --calibrate` takes them.
TEST(AsIfInjected, MakesExperimentsOfFurtherRuns) {
  World world;
  for (const char* name : {"A", "B", "C"}) world.Declare(name, Kind::kThrow);
  world.Declare("L", Kind::kDelay);
  for (uint64_t i = 0; i < 11; ++i) world.Profile("w").Iterates("L", i);
  world.Inject("w", "C").Fails("A");
  const MemoryReader reader = world.Reader();
  std::string story;
  int64_t last = -1;
  const auto read = AsIfInjected(reader, reader.catalogue, 3, 3).ForEachRun("w", [&](const model::Run& run) {
    story += run.fault ? "f" + std::to_string(run.repeat) + " " : "p ";
    if (run.fault) EXPECT_EQ(run.injection.fired, 1u);
    for (const auto& [key, seen] : run.observations) {
      EXPECT_GT(static_cast<int64_t>(seen.count), last) << "each run once, in order";
      last = static_cast<int64_t>(seen.count);
    }
  });
  ASSERT_TRUE(read);
  EXPECT_EQ(story, "p p p f0 f1 f2 f0 f1 f2 ");
}

}  // namespace
}  // namespace csnake::fca
