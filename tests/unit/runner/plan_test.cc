#include "runner/plan.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "runner/doses.h"

namespace csnake::runner {
namespace {

using model::Kind;
using model::SiteId;

constexpr int64_t kMs = 1'000'000;

class Catalogue {
 public:
  Catalogue& With(uint64_t id, Kind kind, const std::string& function = "kv::Apply", const std::string& excluded = "") {
    model::Site site;
    site.id = SiteId{id};
    site.kind = kind;
    site.file = "src/a.cc";
    site.function = model::FunctionId{model::Hash(function)};
    site.excluded = excluded;
    catalogue_.sites.emplace(site.id, site);
    catalogue_.functions[site.function].name = function;
    return *this;
  }
  operator const model::Catalogue&() const { return catalogue_; }

 private:
  model::Catalogue catalogue_;
};

WorkloadProfile Reaches(const std::string& workload, std::vector<uint64_t> sites) {
  WorkloadProfile profile{.workload = workload, .runs = 5, .body_ns = 400 * kMs};
  for (const uint64_t site : sites) profile.sites[SiteId{site}] = {{5, 0}, 5, 1};
  return profile;
}

TEST(Plan, FaultsAreWhatTheProfileReaches) {
  const Catalogue catalogue = Catalogue()
                                  .With(1, Kind::kThrow)
                                  .With(2, Kind::kNegation)
                                  .With(3, Kind::kDetector)
                                  .With(4, Kind::kDelay)
                                  .With(5, Kind::kDelay)
                                  .With(6, Kind::kBranch)
                                  .With(7, Kind::kThrow, "kv::Apply", "test code")
                                  .With(8, Kind::kNegation)
                                  .With(9, Kind::kErrorReturn)
                                  .With(10, Kind::kLibraryError);
  WorkloadProfile profile = Reaches("A", {1, 2, 3, 4, 5, 6, 7, 8, 10, 99});
  profile.sites[SiteId{1}] = {};                 // Reached, never thrown.
  profile.sites[SiteId{2}] = {{3, 1}, 0, 0};     // Usually false.
  profile.sites[SiteId{3}] = {{1, 3}, 0, 0};     // Usually true.
  profile.sites[SiteId{5}] = {{0, 0}, 0, 1};     // Entered, never iterated.
  profile.sites[SiteId{8}] = {};                 // Never evaluated.
  profile.sites[SiteId{10}] = {};                // Called, never failed.
  const std::vector<model::Fault> faults = {{SiteId{1}, Kind::kThrow, 0},
                                            {SiteId{2}, Kind::kNegation, 1},
                                            {SiteId{3}, Kind::kDetector, 0},
                                            {SiteId{4}, Kind::kDelay, 0},
                                            {SiteId{10}, Kind::kLibraryError, 0}};
  EXPECT_EQ(FaultsOf(catalogue, profile), faults);
}

TEST(Plan, EveryFaultInItsWidestWorkloadThenInItsNarrowest) {
  const Catalogue catalogue = Catalogue().With(1, Kind::kThrow).With(2, Kind::kThrow).With(3, Kind::kThrow);
  const std::vector profiles = {Reaches("narrow", {1}), Reaches("middle", {1, 2}), Reaches("wide", {1, 2, 3})};
  const ExperimentPlan plan = MakePlan(catalogue, profiles, {});
  ASSERT_EQ(plan.experiments.size(), 6U);
  EXPECT_EQ(plan.faults, 3U);
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(plan.experiments[i].workload, "wide");
  for (size_t i = 3; i < 5; ++i) EXPECT_EQ(plan.experiments[i].workload, plan.experiments[i].fault.site == SiteId{1} ? "narrow" : "middle");
  EXPECT_EQ(plan.experiments[5], (model::Experiment{{SiteId{1}, Kind::kThrow, 0}, {1, 1, 0, 0}, "middle"}));
}

TEST(Plan, SameSeedSamePlanAndOtherSeedOtherOrder) {
  Catalogue catalogue;
  std::vector<uint64_t> sites;
  for (uint64_t id = 1; id <= 40; ++id) {
    catalogue.With(id, Kind::kThrow);
    sites.push_back(id);
  }
  std::vector profiles = {Reaches("A", sites), Reaches("B", sites), Reaches("C", sites)};
  const auto plan = MakePlan(catalogue, profiles, {.seed = 5}).experiments;
  std::ranges::reverse(profiles);
  EXPECT_EQ(MakePlan(catalogue, profiles, {.seed = 5}).experiments, plan);
  EXPECT_NE(MakePlan(catalogue, profiles, {.seed = 6}).experiments, plan);
}

TEST(Plan, ExclusionsAreByFunctionAndFile) {
  const Catalogue catalogue = Catalogue().With(1, Kind::kThrow, "metrics::Add").With(2, Kind::kThrow);
  const std::vector profiles = {Reaches("A", {1, 2})};
  PlanOptions options;
  options.exclusions = {{"metrics::*", "", "none"}};
  EXPECT_EQ(MakePlan(catalogue, profiles, options).faults, 1U);
  options.exclusions = {{"metrics::*", "lib/**", "none"}};
  EXPECT_EQ(MakePlan(catalogue, profiles, options).faults, 2U);
  options.exclusions = {{"", "src/**", "none"}};
  EXPECT_EQ(MakePlan(catalogue, profiles, options).faults, 0U);
}

model::Site Of(Kind kind, bool in_loop = false) {
  model::Site site;
  site.kind = kind;
  site.in_loop = in_loop;
  return site;
}

TEST(Doses, DelaysFollowTheLengthOfTheBody) {
  const auto delay = [](int64_t body_ns, int64_t max_total_ns) {
    WorkloadProfile profile = Reaches("A", {1});
    profile.body_ns = body_ns;
    const auto doses = DosesFor(Of(Kind::kDelay), profile, max_total_ns);
    return std::pair(doses.at(0).delay_ns, doses.at(0).total_ns);
  };
  EXPECT_EQ(delay(400 * kMs, 5000 * kMs), std::pair(100 * kMs, 800 * kMs));
  EXPECT_EQ(delay(1 * kMs, 5000 * kMs), std::pair(20 * kMs, 300 * kMs));
  EXPECT_EQ(delay(10'000 * kMs, 5000 * kMs), std::pair(300 * kMs, 5000 * kMs));
  EXPECT_EQ(delay(400 * kMs, 50 * kMs), std::pair(50 * kMs, 50 * kMs));
  EXPECT_EQ(DosesFor(Of(Kind::kLibraryError), {}, 1), (std::vector<model::Dose>{{1, 1, 0, 0}}));
  EXPECT_EQ(DosesFor(Of(Kind::kThrow), {}, 1), (std::vector<model::Dose>{{1, 1, 0, 0}}));
}

TEST(Doses, AnErrorInALoopIsMadeAfterASuccessToo) {
  EXPECT_EQ(DosesFor(Of(Kind::kErrorReturn, true), {}, 1), (std::vector<model::Dose>{{1, 1, 0, 0}, {2, 1, 0, 0}}));
}

}  // namespace
}  // namespace csnake::runner
