// tests/unit/fca/edges_fixture.h — a quiet campaign to which a test adds the workload `w` that it is about.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "fca/edges.h"
#include "tests/unit/fca/memory_reader.h"

namespace csnake::fca {

using model::Kind;

inline constexpr int kProfileRuns = 5;
inline constexpr int kRepeats = 3;

// A, B throw; D detects; L, M, P are loops. A quiet background makes the campaign one of ordinary size: 20 workloads in
// which 20 loops iterate 4 times and 10 errors are reached without occurring, whatever is injected.
class EdgesTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"A", "B"}) world.Declare(name, Kind::kThrow);
    world.Declare("D", Kind::kDetector);
    world.Declare("N", Kind::kNegation);
    for (const char* name : {"L", "M", "P", "Q"}) world.Declare(name, Kind::kDelay);
    for (int i = 0; i < 20; ++i) world.Declare("loop" + std::to_string(i), Kind::kDelay);
    for (int i = 0; i < 10; ++i) world.Declare("error" + std::to_string(i), Kind::kErrorReturn);
    for (int i = 0; i < 20; ++i) {
      const std::string workload = "background" + std::to_string(i);
      for (int run = 0; run < kProfileRuns; ++run) Background(world.Profile(workload));
      for (int error = 0; error < 10; ++error)
        for (int run = 0; run < kRepeats; ++run) Background(world.Inject(workload, "error" + std::to_string(error)));
    }
  }

  static void Background(RunTeller& run) {
    for (int i = 0; i < 20; ++i) run.Iterates("loop" + std::to_string(i), 4);
    for (int i = 0; i < 10; ++i) run.Reaches("error" + std::to_string(i));
  }

  EdgeReport Find(const Options& options = {}) {
    auto report = FindEdges(world.Reader(), options);
    EXPECT_TRUE(report.has_value()) << (report ? "" : report.error().message);
    return report ? std::move(*report) : EdgeReport{};
  }

  // "A -E(I)-> B in w", one line per edge, sorted.
  std::string Story() { return Story(Find()); }
  std::string Story(const EdgeReport& report) {
    std::vector<std::string> lines;
    for (const model::Edge& edge : report.edges)
      lines.push_back(Name(edge.cause) + " -" + std::string(model::ToName(edge.type)) + "-> " + Name(edge.effect) +
                      " in " + edge.workload + "\n");
    std::ranges::sort(lines);
    std::string story;
    for (const std::string& line : lines) story += line;
    return story;
  }

  std::string Name(const model::Fault& fault) {
    const std::string name = world.catalogue().sites.at(fault.site).text;
    if (fault.kind != Kind::kNegation && fault.kind != Kind::kDetector) return name;
    return name + (fault.value ? "=true" : "=false");
  }

  void Profile(const std::vector<uint64_t>& loop) {
    for (const uint64_t times : loop) world.Profile("w").Iterates("L", times);
  }
  void Inject(const std::vector<uint64_t>& loop) {
    for (const uint64_t times : loop) world.Inject("w", "A").Iterates("L", times);
  }

  World world;
};

}  // namespace csnake::fca
