#include "runner/profile.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace csnake::runner {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kMs = 1'000'000;
const model::SiteId kSite{9};

// The body is from 100 to 150 ms.
class ReachedTest : public testing::Test {
 protected:
  ReachedTest() : root_(fs::path(testing::TempDir()) / ("csnake-profile-" + std::to_string(getpid()))) {
    fs::create_directories(root_);
    catalogue_.sites[kSite].id = kSite;
    catalogue_.sites[kSite].kind = model::Kind::kDelay;
  }
  ~ReachedTest() override { fs::remove_all(root_); }

  // Does the profile take the site for reached in the body, when this is all that was seen of it?
  bool IsReached(int64_t first_ms, int64_t last_ms, uint32_t timed = 3, uint64_t entries = 1) {
    model::Run run;
    run.workload = "w";
    run.start_ns = 100 * kMs;
    run.body_ns = 50 * kMs;
    run.processes = 1;
    model::Observation& seen = run.observations[{.site = kSite, .value = 0, .parent_loop = {}, .callers = {}}];
    seen.count = 3;
    seen.entries = entries;
    seen.first_ns = first_ms * kMs;
    seen.last_ns = last_ms * kMs;
    seen.timeline.window_ns = 4 * kMs;
    seen.timeline.counts[0] = timed;
    auto campaign = store::Campaign::Open(root_.string(), store::OpenMode::kFresh);
    EXPECT_TRUE(campaign && (*campaign)->WriteRun(run, ""));
    const auto profile = SummariseProfile(**campaign, catalogue_, "w");
    EXPECT_TRUE(profile) << profile.error().message;
    return profile->sites.contains(kSite);
  }

  fs::path root_;
  model::Catalogue catalogue_;
};

TEST_F(ReachedTest, NotBeforeTheBodyNorAfterIt) {
  EXPECT_TRUE(IsReached(120, 130));
  EXPECT_TRUE(IsReached(50, 160));
  EXPECT_FALSE(IsReached(50, 90));
  EXPECT_FALSE(IsReached(151, 160));
}

TEST_F(ReachedTest, WhatWasTimedAllEndedWhenItWasLastSeen) { EXPECT_FALSE(IsReached(50, 99)); }

TEST_F(ReachedTest, WhatWasNotTimedMayHaveGoneOn) {
  EXPECT_TRUE(IsReached(50, 99, 2));
  EXPECT_FALSE(IsReached(50, 94, 2));
}

TEST_F(ReachedTest, AnErrorSiteSaysSoItself) {
  catalogue_.sites[kSite].kind = model::Kind::kThrow;
  EXPECT_TRUE(IsReached(50, 90));
  EXPECT_FALSE(IsReached(50, 90, 3, 0));
}

}  // namespace
}  // namespace csnake::runner
