// Findings as JSON, words and score: a small world of three sites and one cycle.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "gate/json.h"
#include "gate/score.h"
#include "gate/story.h"

namespace csnake::gate {
namespace {

using model::EdgeType;
using model::Fault;
using model::Kind;

class FindingsTest : public testing::Test {
 protected:
  FindingsTest() {
    root_ = std::filesystem::temp_directory_path() / ("csnake-gate-" + std::to_string(::getpid()));
    std::filesystem::create_directories(root_ / "src");
    std::ofstream(root_ / "src/a.cc") << "line\nwhile (more) {  // [truth: LOOP]\n  throw Late();  // [truth: LATE]\nfor (;;) {  // [truth: OUTER]\n";
    AddSite(1, Kind::kDelay, 2, "Drain");
    AddSite(2, Kind::kThrow, 3, "Deliver");
    AddSite(3, Kind::kDelay, 4, "Serve");
  }
  ~FindingsTest() override { std::filesystem::remove_all(root_); }

  void AddSite(uint64_t id, Kind kind, int line, const std::string& function) {
    const model::FunctionId owner{id + 100};
    model::Site site;
    site.id = {id};
    site.kind = kind;
    site.file = "src/a.cc";
    site.line = line;
    site.function = owner;
    catalogue_.sites[site.id] = site;
    catalogue_.functions[owner] = {owner, "relay::" + function, "src/a.cc", line, {}, 0};
  }

  static Fault Loop() { return {{1}, Kind::kDelay, 0}; }
  static Fault Late() { return {{2}, Kind::kThrow, 0}; }
  static Fault Outer() { return {{3}, Kind::kDelay, 0}; }

  size_t AddEdge(Fault cause, Fault effect, EdgeType type, const std::string& workload) {
    model::Edge edge;
    edge.cause = cause;
    edge.effect = effect;
    edge.type = type;
    edge.workload = workload;
    edge.injected_runs = edge.injected_with = 3;
    edge.plain_runs = 5;
    findings_.edges.push_back(edge);
    return findings_.edges.size() - 1;
  }

  void AddCycle(const std::string& fingerprint, std::vector<size_t> edges) {
    findings_.cycles.push_back({fingerprint, std::move(edges), {"mode == 1"}, true, {}});
    findings_.clusters.push_back({"c-" + fingerprint.substr(0, 12), {findings_.cycles.size() - 1}});
  }

  std::string Truth(const std::string& hops) {
    const auto file = (root_ / "truth.yml").string();
    std::ofstream(file) << "version: 1\nsystem: relay\ncycles:\n  - id: RESEND\n    hops:\n" << hops;
    return file;
  }

  std::filesystem::path root_;
  model::Catalogue catalogue_;
  model::Findings findings_;
};

constexpr const char* kTwoHops = "      - {kind: delay, at: [LOOP]}\n      - {kind: throw, at: [LATE]}\n";

TEST_F(FindingsTest, JsonNamesPlacesEdgesAndNeeds) {
  AddCycle("00000000000000aa", {AddEdge(Loop(), Late(), EdgeType::kErrorByDelay, "T.Slow"), AddEdge(Late(), Loop(), EdgeType::kGrowthByError, "T.Many")});
  const auto json = nlohmann::json::parse(ToJson(catalogue_, findings_, "relay-1-0"));
  EXPECT_EQ(json["schema"], 1);
  const auto& cycle = json["clusters"][0]["cycles"][0];
  EXPECT_EQ(cycle["delays"], 1);
  EXPECT_EQ(cycle["errors"], 1);
  EXPECT_EQ(cycle["experiments"], 2);
  EXPECT_EQ(cycle["faults"][1]["line"], 3);
  EXPECT_EQ(cycle["edges"][1]["to"], 0);
  EXPECT_EQ(cycle["edges"][0]["injected"], "3/3");
  EXPECT_EQ(cycle["needs"][0], "mode == 1");
}

TEST_F(FindingsTest, JsonOfOneCycleKeepsItsPlaceAmongAll) {
  const size_t slow = AddEdge(Loop(), Late(), EdgeType::kErrorByDelay, "T.Slow");
  AddCycle("00000000000000aa", {AddEdge(Loop(), Loop(), EdgeType::kGrowthByDelay, "T.Slow")});
  AddCycle("00000000000000bb", {slow, AddEdge(Late(), Loop(), EdgeType::kGrowthByError, "T.Many")});
  findings_.clusters[1].cycles.push_back(0);
  const auto json = nlohmann::json::parse(ToJson(catalogue_, findings_, "relay-1-0", &findings_.cycles[1]));
  ASSERT_EQ(json["clusters"].size(), 1U);
  const auto& cluster = json["clusters"][0];
  EXPECT_EQ(cluster["rank"], 2);
  EXPECT_EQ(cluster["cycles_total"], 2);
  ASSERT_EQ(cluster["cycles"].size(), 1U);
  EXPECT_EQ(cluster["cycles"][0]["fingerprint"], "00000000000000bb");
}

TEST_F(FindingsTest, TheStoryGoesAroundOnce) {
  AddCycle("00000000000000aa", {AddEdge(Loop(), Late(), EdgeType::kErrorByDelay, "T.Slow"), AddEdge(Late(), Loop(), EdgeType::kGrowthByError, "T.Many")});
  EXPECT_EQ(Story(catalogue_, findings_, findings_.cycles[0]),
            "delay in relay::Drain (src/a.cc:2) causes exception in relay::Deliver (src/a.cc:3); "
            "exception in relay::Deliver (src/a.cc:3) makes more work for delay in relay::Drain (src/a.cc:2)");
}

TEST_F(FindingsTest, APlantedCycleIsFoundFromAnyRotation) {
  AddCycle("00000000000000aa", {AddEdge(Late(), Loop(), EdgeType::kGrowthByError, "T.Many"), AddEdge(Loop(), Late(), EdgeType::kErrorByDelay, "T.Slow")});
  const auto score = ScoreAgainst(Truth(kTwoHops), root_.string(), catalogue_, findings_);
  ASSERT_TRUE(score) << score.error().message;
  EXPECT_EQ(score->entries.at(0).found_by, std::vector<std::string>{"00000000000000aa"});
  EXPECT_TRUE(score->false_clusters.empty());
  EXPECT_DOUBLE_EQ(score->Recall(), 1);
  EXPECT_DOUBLE_EQ(score->Precision(), 1);
}

TEST_F(FindingsTest, TheLoopAroundALoopMayStandBetweenTwoHops) {
  AddCycle("00000000000000aa", {AddEdge(Outer(), Late(), EdgeType::kErrorByDelay, "T.Slow"), AddEdge(Late(), Loop(), EdgeType::kGrowthByError, "T.Many"),
                                AddEdge(Loop(), Outer(), EdgeType::kEnclosing, "T.Many")});
  const auto score = ScoreAgainst(Truth(kTwoHops), root_.string(), catalogue_, findings_);
  ASSERT_TRUE(score) << score.error().message;
  EXPECT_EQ(score->entries.at(0).found_by.size(), 1u);
}

TEST_F(FindingsTest, ACycleThroughAnotherFaultIsAnotherCycle) {
  AddCycle("00000000000000aa", {AddEdge(Loop(), Late(), EdgeType::kErrorByDelay, "T.Slow"), AddEdge(Late(), Outer(), EdgeType::kGrowthByError, "T.Many"),
                                AddEdge(Outer(), Loop(), EdgeType::kGrowthByDelay, "T.Many")});
  const auto score = ScoreAgainst(Truth(kTwoHops), root_.string(), catalogue_, findings_);
  ASSERT_TRUE(score) << score.error().message;
  EXPECT_TRUE(score->entries.at(0).found_by.empty());
  EXPECT_EQ(score->entries.at(0).hops.at(1), "throw LATE -> delay LOOP: no edge");
}

TEST_F(FindingsTest, ATagMayStandAtTheEndOfItsStatement) {
  std::ofstream(root_ / "src" / "a.cc") << "\nfor (;;) {  // [truth: LOOP]\n  throw Late(\n      \"too late\");  // [truth: LATE]\n";
  AddCycle("00000000000000aa", {AddEdge(Late(), Loop(), EdgeType::kGrowthByError, "T.Many"), AddEdge(Loop(), Late(), EdgeType::kErrorByDelay, "T.Slow")});
  const auto score = ScoreAgainst(Truth(kTwoHops), root_.string(), catalogue_, findings_);
  ASSERT_TRUE(score) << score.error().message;
  EXPECT_EQ(score->entries.at(0).found_by.size(), 1u);
}

TEST_F(FindingsTest, TheNaiveCheckFindsAFaultThatTriggersItself) {
  AddCycle("00000000000000aa", {AddEdge(Late(), Late(), EdgeType::kErrorByError, "T.Many")});
  AddCycle("00000000000000bb", {AddEdge(Outer(), Outer(), EdgeType::kGrowthByDelay, "T.Slow")});
  const auto alone = ScoreAgainst(Truth(kTwoHops), root_.string(), catalogue_, findings_, Rule::kAlone);
  ASSERT_TRUE(alone) << alone.error().message;
  EXPECT_EQ(alone->entries.at(0).found_by, std::vector<std::string>{"00000000000000aa"});
  ASSERT_EQ(alone->false_clusters.size(), 1u);
  EXPECT_EQ(alone->false_clusters[0].representative, "00000000000000bb");
  EXPECT_DOUBLE_EQ(alone->Precision(), 0.5);
  const auto whole = ScoreAgainst(Truth(kTwoHops), root_.string(), catalogue_, findings_);
  ASSERT_TRUE(whole) << whole.error().message;
  EXPECT_DOUBLE_EQ(whole->Recall(), 0);
}

TEST_F(FindingsTest, DecoysThatTheSystemLimitsAreCountedApart) {
  AddCycle("00000000000000aa", {AddEdge(Late(), Loop(), EdgeType::kGrowthByError, "T.Many"), AddEdge(Loop(), Late(), EdgeType::kErrorByDelay, "T.Slow")});
  AddCycle("00000000000000bb", {AddEdge(Outer(), Outer(), EdgeType::kGrowthByDelay, "T.Slow")});
  const auto file = (root_ / "truth.yml").string();
  const std::string decoys = "decoys:\n  - id: ONCE\n    limited: true\n    hops:\n" + std::string(kTwoHops) +
                             "  - id: PERIODIC\n    hops:\n      - {kind: delay, at: [OUTER]}\n";
  std::ofstream(file) << "version: 1\nsystem: relay\n" << decoys;
  const auto score = ScoreAgainst(file, root_.string(), catalogue_, findings_);
  ASSERT_TRUE(score) << score.error().message;
  EXPECT_EQ(score->false_clusters.size(), 2u);
  EXPECT_EQ(score->Limited(), 1u);
  EXPECT_NE(ToText(*score, {}).find("0 of them true, 1 whose growth the system limits"), std::string::npos);
}

TEST_F(FindingsTest, UnplantedCyclesMakeAClusterTrueAndAreNoPartOfRecall) {
  AddCycle("00000000000000aa", {AddEdge(Late(), Loop(), EdgeType::kGrowthByError, "T.Many"), AddEdge(Loop(), Late(), EdgeType::kErrorByDelay, "T.Slow")});
  AddCycle("00000000000000bb", {AddEdge(Outer(), Outer(), EdgeType::kGrowthByDelay, "T.Slow")});
  const auto file = (root_ / "truth.yml").string();
  std::ofstream(file) << "version: 1\nsystem: relay\ncycles:\n  - id: PLANTED\n    hops:\n" << kTwoHops
                      << "unplanted:\n  - id: SURPRISE\n    hops:\n      - {kind: delay, at: [OUTER]}\n"
                      << "  - id: NONE\n    hops:\n      - {kind: throw, at: [OUTER]}\n";
  const auto score = ScoreAgainst(file, root_.string(), catalogue_, findings_);
  ASSERT_TRUE(score) << score.error().message;
  EXPECT_EQ(score->Count(Role::kPlanted), 1u);
  EXPECT_EQ(score->Found(Role::kUnplanted), 1u);
  EXPECT_DOUBLE_EQ(score->Recall(), 1);
  EXPECT_DOUBLE_EQ(score->Precision(), 1);
  EXPECT_NE(ToText(*score, {}).find("1 of 1 planted cycles found, 1 of 2 unplanted ones, 0 of 0 decoys"), std::string::npos);
}

TEST_F(FindingsTest, TruthThatNamesNoSourceLineIsRefused) {
  const auto score = ScoreAgainst(Truth("      - {kind: delay, at: [NOWHERE]}\n"), root_.string(), catalogue_, findings_);
  ASSERT_FALSE(score);
  EXPECT_NE(score.error().message.find("NOWHERE"), std::string::npos);
}

}  // namespace
}  // namespace csnake::gate
