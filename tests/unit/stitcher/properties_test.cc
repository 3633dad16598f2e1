// Random small multigraphs: what the search finds against what trying every combination of edges finds.

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <random>

#include "tests/unit/stitcher/graph.h"

namespace csnake::stitcher {
namespace {

using model::Edge;
using model::EdgeType;
using model::Fault;
using test::Graph;

// Fingerprint -> the lowest sum of q.
using Found = std::map<std::string, double>;

class BruteForce {
 public:
  BruteForce(const std::vector<Edge>& edges, solver::Compatibility& compatible, const CycleOptions& options)
      : edges_(edges), compatible_(compatible), options_(options) {}

  Found Run() {
    for (const Edge& edge : edges_) {
      chain_ = {&edge};
      Grow();
    }
    std::erase_if(found_, [&](const auto& entry) { return entry.second > options_.q_max; });
    return found_;
  }

 private:
  static bool Structural(const Edge& e) { return model::IsStructural(e.type); }

  bool Follows(const Edge& a, const Edge& b) const {
    const bool growth = a.type == EdgeType::kGrowthByDelay || a.type == EdgeType::kGrowthByError;
    if (Structural(b) && a.workload != b.workload) return false;
    if (Structural(a) && std::ranges::count(b.not_by, a.grown) > 0) return false;
    if (b.type == EdgeType::kEnclosing) return growth || a.type == EdgeType::kEnclosing;
    if (b.type == EdgeType::kSibling) return a.type == EdgeType::kEnclosing && a.grown == b.grown;
    return true;
  }

  void Grow() {
    const Edge& first = *chain_.front();
    const Edge& last = *chain_.back();
    if (last.effect == first.cause) {
      if (Follows(last, first)) Record();
      return;
    }
    if (chain_.size() == static_cast<size_t>(options_.length_max)) return;
    if (std::ranges::any_of(chain_, [&](const Edge* e) { return e->cause == last.effect; })) return;
    for (const Edge& next : edges_) {
      if (next.cause != last.effect || !Follows(last, next)) continue;
      chain_.push_back(&next);
      Grow();
      chain_.pop_back();
    }
  }

  void Record() {
    double q = 0;
    int delays = 0;
    bool measured = false;
    std::vector<Fault> faults;
    for (const Edge* edge : chain_) {
      faults.push_back(edge->cause);
      if (Structural(*edge)) continue;
      measured = true;
      q += edge->q;
      delays += edge->cause.kind == model::Kind::kDelay ? 1 : 0;
    }
    if (!measured || delays > options_.delays_max) return;
    if (chain_.size() == 1 && Structural(*chain_.front())) return;
    const auto [place, inserted] = found_.try_emplace(Fingerprint(faults), q);
    if (!inserted && place->second <= q) return;
    if (compatible_.Chain(chain_).compatible)
      place->second = q;
    else if (inserted)
      found_.erase(place);
  }

  const std::vector<Edge>& edges_;
  solver::Compatibility& compatible_;
  const CycleOptions& options_;
  std::vector<const Edge*> chain_;
  Found found_;
};

class Properties : public testing::Test {
 protected:
  Properties() : seed(std::random_device{}()), random(seed) {
    graph.conditions = {R"((>= I"r" 3))",   R"((= I"r" 1))", R"(B"sync")",
                        R"((< i"n" I"r"))", R"((> i"n" 2))", R"(b"full")"};
  }
  size_t Pick(size_t n) { return random() % n; }

  std::vector<model::ContextStates> RandomSight(const std::string& fault) {
    if (Pick(4) == 0) return {};
    auto contexts = graph.Saw(fault, {});
    contexts[0].callers[0] = {Pick(6) == 0 ? 1U : 2U};
    for (size_t i = Pick(2); i > 0; --i) contexts[0].states.push_back(contexts[0].states[0]);
    for (auto& state : contexts[0].states) {
      state.frames[0].seen = random() & random() & ((1U << graph.conditions.size()) - 1);
      state.frames[0].taken = random() & state.frames[0].seen;
    }
    return contexts;
  }

  // New edges between the same faults, so that one solver serves all rounds: making one is the dearest part.
  void MakeEdges() {
    graph.edges.clear();
    const std::vector<std::string> names = {"delay a", "delay b", "delay c", "error d", "error e", "error f"};
    const size_t count = 3 + Pick(4);
    for (size_t i = 0; i < 4 + Pick(14); ++i) {
      const std::string& from = names[(i + Pick(2)) % count];
      const std::string& to = names[Pick(count)];
      const bool loops = from.starts_with("delay") && to.starts_with("delay");
      Edge& edge = loops && Pick(2) == 0
                       ? graph.AddStructural(Pick(2) == 0 ? EdgeType::kEnclosing : EdgeType::kSibling, from, to,
                                             "T" + std::to_string(Pick(4)))
                       : graph.Add(from, to, "T" + std::to_string(Pick(4)), static_cast<double>(Pick(8)) / 64);
      edge.cause_states = RandomSight(from);
      edge.effect_states = RandomSight(to);
      const auto any_loop = [&] { return graph.Fault(names[Pick(3)]).site; };
      if (model::IsStructural(edge.type))
        edge.grown = edge.type == EdgeType::kEnclosing ? edge.cause.site : any_loop();
      else if (from.starts_with("delay") && Pick(2) == 0)
        edge.not_by = {any_loop()};
      for (size_t k = Pick(3); k > 0; --k) edge.between.push_back(RandomSight(names[3 + Pick(3)]));
    }
  }

  unsigned seed;
  std::mt19937 random;
  Graph graph;
};

Found ToFound(const model::Findings& findings) {
  Found found;
  for (const model::Cycle& cycle : findings.cycles) {
    double q = 0;
    for (const size_t edge : cycle.edges) {
      const Edge& e = findings.edges[edge];
      if (e.type != EdgeType::kEnclosing && e.type != EdgeType::kSibling) q += e.q;
    }
    EXPECT_TRUE(found.emplace(cycle.fingerprint, q).second) << "reported twice: " << cycle.fingerprint;
  }
  return found;
}

TEST_F(Properties, SearchFindsWhatTryingEverythingFinds) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  size_t cycles = 0;
  size_t refused = 0;
  std::vector<std::unique_ptr<solver::Compatibility>> levels;
  for (const auto level : {solver::Level::kNone, solver::Level::kTrace, solver::Level::kPaths, solver::Level::kChain})
    levels.push_back(std::make_unique<solver::Compatibility>(
        graph.program.catalogue, solver::CompatibilityOptions{.level = level, .unstable = {}}));
  for (int round = 0; round < 400; ++round) {
    MakeEdges();
    CycleOptions options{.length_max = 2 + static_cast<int>(Pick(5))};
    options.delays_max = static_cast<int>(Pick(static_cast<size_t>(options.length_max)));
    if (Pick(2) == 0) options.q_max = static_cast<double>(1 + Pick(16)) / 64;
    Found free;
    for (const auto& each : levels) {
      solver::Compatibility& compatibility = *each;
      const auto level = compatibility.level();
      const Found expected = BruteForce(graph.edges, compatibility, options).Run();
      const auto findings = graph.Find(options, compatibility);
      ASSERT_TRUE(findings.complete);
      ASSERT_EQ(ToFound(findings), expected) << "round " << round << ", level " << ToName(level);
      if (level == solver::Level::kNone) free = expected;
      if (level == solver::Level::kChain) refused += free.size() - expected.size();
      cycles += expected.size();
      std::ranges::shuffle(graph.edges, random);
      ASSERT_EQ(ToFound(graph.Find(options, compatibility)), expected);
    }
  }
  EXPECT_GT(cycles, 0U);  // Otherwise this test says little.
  EXPECT_GT(refused, 0U);
  RecordProperty("cycles", std::to_string(cycles));
  RecordProperty("refused", std::to_string(refused));
}

TEST_F(Properties, TheBeamInventsNothing) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  solver::Compatibility compatibility(graph.program.catalogue, {.unstable = {}});
  for (int round = 0; round < 100; ++round) {
    MakeEdges();
    const Found all = ToFound(graph.Find({.length_max = 5}, compatibility));
    const Found found = ToFound(graph.Find({.length_max = 5, .steps_max = 3}, compatibility));
    // The graph is small enough for the beam to lose nothing.
    ASSERT_EQ(found, all) << "round " << round;
  }
}

}  // namespace
}  // namespace csnake::stitcher
