#include "stitcher/fingerprint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

namespace csnake::stitcher {
namespace {

using model::Fault;
using model::Kind;

const std::vector<Fault> kFaults = {{.site = {7}, .kind = Kind::kDelay},
                                    {.site = {9}, .kind = Kind::kThrow},
                                    {.site = {9}, .kind = Kind::kNegation, .value = 1}};

TEST(Fingerprint, DoesNotDependOnWhereTheCycleBegins) {
  auto faults = kFaults;
  for (size_t i = 0; i < faults.size(); ++i) {
    std::rotate(faults.begin(), faults.begin() + 1, faults.end());
    EXPECT_EQ(Fingerprint(faults), Fingerprint(kFaults));
  }
}

TEST(Fingerprint, DependsOnEveryPartAndOnTheDirection) {
  std::set<std::string> all = {Fingerprint(kFaults)};
  auto faults = kFaults;
  std::ranges::reverse(faults);
  all.insert(Fingerprint(faults));
  for (const Fault& other : {Fault{.site = {8}, .kind = Kind::kDelay}, Fault{.site = {7}, .kind = Kind::kDetector},
                             Fault{.site = {7}, .kind = Kind::kDelay, .value = 1}}) {
    faults = kFaults;
    faults[0] = other;
    all.insert(Fingerprint(faults));
  }
  all.insert(Fingerprint(std::span(kFaults).first(2)));
  EXPECT_EQ(all.size(), 6U);
}

// Baselines name fingerprints: when this fails, the algorithm has changed, and its version must.
TEST(Fingerprint, IsFrozen) { EXPECT_EQ(Fingerprint(kFaults), "2301c8985802cd0a"); }

}  // namespace
}  // namespace csnake::stitcher
