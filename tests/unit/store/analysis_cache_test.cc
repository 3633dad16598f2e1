#include "store/analysis_cache.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace csnake::store {
namespace {

namespace fs = std::filesystem;

class AnalysisCacheTest : public testing::Test {
 protected:
  AnalysisCacheTest() : root_(fs::path(testing::TempDir()) / ("csnake-cache-" + std::to_string(getpid()))) {
    fs::create_directories(root_ / ".csnake");
  }
  ~AnalysisCacheTest() override { fs::remove_all(root_); }

  static StoredAnalysis Sample() {
    model::Edge edge;
    edge.cause = {model::SiteId{1}, model::Kind::kNegation, 1};
    edge.effect = {model::SiteId{2}, model::Kind::kDelay, 0};
    edge.type = model::EdgeType::kGrowthByError;
    edge.workload = "A.B";
    edge.dose = {3, 1, 0, 0};
    edge.injected_runs = 5;
    edge.injected_with = 4;
    edge.plain_runs = 6;
    edge.plain_with = 1;
    edge.injected_mean = 2.5;
    edge.plain_mean = 0.5;
    edge.p = 1e-9;
    edge.q = 1e-7;
    edge.cause_states = {{{model::FunctionId{7}, model::FunctionId{8}}, {model::LocalState{}}, false}};
    edge.effect_states = {{{}, {}, true}};
    edge.sim_score = 0.25;
    edge.goes_on = true;
    StoredAnalysis analysis;
    analysis.findings.edges = {edge, edge};
    analysis.findings.cycles = {{"0123456789abcdef", {0, 1}, {"n == 1"}, false, {}, model::Verdict::kDamped}};
    analysis.findings.clusters = {{"c-0", {0}}};
    analysis.findings.complete = false;
    analysis.tests = 10;
    analysis.experiments = 20;
    analysis.runs = 30;
    analysis.unlike = {{edge.cause, 7, 2}};
    analysis.decisive = {{edge.cause, edge.dose, edge.workload}};
    return analysis;
  }

  fs::path root_;
};

TEST_F(AnalysisCacheTest, KeepsAllOfIt) {
  WriteAnalysis(root_, "key", Sample());
  EXPECT_EQ(ReadAnalysis(root_, "key"), Sample());
}

TEST_F(AnalysisCacheTest, AnotherKeyIsAbsent) {
  EXPECT_EQ(ReadAnalysis(root_, "key"), std::nullopt);
  WriteAnalysis(root_, "key", Sample());
  EXPECT_EQ(ReadAnalysis(root_, "other"), std::nullopt);
  WriteAnalysis(root_, "other", Sample());
  EXPECT_EQ(ReadAnalysis(root_, "key"), std::nullopt);
}

TEST_F(AnalysisCacheTest, NoCutOrChangedFileIsTakenForAnAnalysisOfOtherShape) {
  WriteAnalysis(root_, "key", Sample());
  const fs::path path = root_ / ".csnake" / "analysis";
  std::ifstream in(path, std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(in), {}};
  for (size_t at = 0; at < whole.size(); ++at) {
    std::ofstream(path, std::ios::binary) << whole.substr(0, at);
    EXPECT_NE(ReadAnalysis(root_, "key"), Sample()) << at;
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x15);
    std::ofstream(path, std::ios::binary) << changed;
    const auto read = ReadAnalysis(root_, "key");  // Must not crash; indices stay in range.
    if (!read) continue;
    for (const model::Cycle& cycle : read->findings.cycles)
      for (const size_t edge : cycle.edges) EXPECT_LT(edge, read->findings.edges.size());
  }
}

TEST_F(AnalysisCacheTest, CannotBeWrittenIsNoError) {
  fs::remove_all(root_ / ".csnake");
  WriteAnalysis(root_, "key", Sample());
  EXPECT_EQ(ReadAnalysis(root_, "key"), std::nullopt);
}

}  // namespace
}  // namespace csnake::store
