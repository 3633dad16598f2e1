// What becomes an edge, told as small campaigns.
#include "fca/edges.h"

#include <algorithm>

#include "tests/unit/fca/edges_fixture.h"

namespace csnake::fca {
namespace {

using model::EdgeType;

TEST_F(EdgesTest, NothingHappensNoEdges) {
  EXPECT_EQ(Story(), "");
  EXPECT_EQ(Find().tests, 20u * 10 * 20);
}

TEST_F(EdgesTest, ErrorThatOnlyTheInjectionShows) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Iterates("L", 3);
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").Iterates("L", 3).Fails("B");
  const EdgeReport report = Find();
  ASSERT_EQ(Story(report), "A -E(I)-> B in w\n");
  const model::Edge& edge = report.edges[0];
  EXPECT_EQ(edge.injected_runs, 3);
  EXPECT_EQ(edge.injected_with, 3);
  EXPECT_EQ(edge.plain_runs, 5);
  EXPECT_EQ(edge.plain_with, 0);
  EXPECT_DOUBLE_EQ(edge.injected_mean, 1);
  EXPECT_DOUBLE_EQ(edge.plain_mean, 0);
  EXPECT_LE(edge.q, 0.05);
  EXPECT_LE(edge.p, edge.q);
}

TEST_F(EdgesTest, FlakyErrorNeedsMoreThanAllRepeats) {
  world.Profile("w").Fails("B");
  for (int i = 0; i < 4; ++i) world.Profile("w").Iterates("L", 3);
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").Fails("B");
  EXPECT_EQ(Story(), "");
}

TEST_F(EdgesTest, FlakyErrorIsAnEdgeAfterEnoughRepeats) {
  world.Profile("w").Fails("B");
  for (int i = 0; i < 29; ++i) world.Profile("w").Iterates("L", 3);
  for (int i = 0; i < 12; ++i) world.Inject("w", "A").Fails("B");
  EXPECT_EQ(Story(), "A -E(I)-> B in w\n");
}

// Nearly all faults cannot have one effect: the profile was made while the machine had more to do.
TEST_F(EdgesTest, AProfileBelowMostExperimentsIsNoMeasure) {
  for (const uint64_t times : {12u, 12u, 13u, 12u, 12u}) world.Profile("w").Iterates("L", times);
  for (int error = 0; error < 10; ++error)
    for (const uint64_t times : {24u, 24u, 25u}) world.Inject("w", "error" + std::to_string(error)).Iterates("L", times);
  for (const uint64_t times : {48u, 49u, 48u}) world.Inject("w", "A").Iterates("L", times);
  EXPECT_EQ(Story(), "A -S+(I)-> L in w\n");
}

// Two of three is open at first and decided by more runs on both sides: repeats of the injection alone cannot tell an
// effect from an error that is as frequent without it and was missed by five profile runs.
TEST_F(EdgesTest, RareEffectIsDecidedByRepeats) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Iterates("L", 3);
  for (int i = 0; i < 2; ++i) world.Inject("w", "A").Fails("B");
  world.Inject("w", "A").Iterates("L", 3);
  const EdgeReport early = Find();
  EXPECT_EQ(Story(early), "");
  ASSERT_EQ(early.open.size(), 1u);
  EXPECT_EQ(early.open[0].effect, world.FaultOf("B"));
  for (int i = 0; i < 5; ++i) world.Profile("w").Iterates("L", 3);
  for (int i = 0; i < 2; ++i) world.Inject("w", "A").Fails("B");
  world.Inject("w", "A").Iterates("L", 3);
  EXPECT_EQ(Story(), "A -E(I)-> B in w\n");
}

TEST_F(EdgesTest, ErrorThatBecomesMoreFrequent) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Fails("B", 2);
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").Fails("B", 9);
  EXPECT_EQ(Story(), "A -E(I)-> B in w\n");
}

// The fault's own further occurrences; injected ones are not in the counts.
TEST_F(EdgesTest, SelfEdge) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Reaches("A");
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").Fails("A");
  EXPECT_EQ(Story(), "A -E(I)-> A in w\n");
}

TEST_F(EdgesTest, AnErrorGoesOnWhenItLastsToTheEnd) {
  const auto goes_on = [this](const std::string& workload, std::initializer_list<int64_t> times_ms, bool known = false) {
    for (int i = 0; i < 5; ++i) {
      RunTeller& run = world.Profile(workload).Reaches("A");
      for (const int64_t ms : {30, 60, 90, 120, 150})
        if (known) run.FailsAt("A", ms);
    }
    for (int i = 0; i < 3; ++i) {
      RunTeller& run = world.Inject(workload, "A").InjectedAt(10);
      for (const int64_t ms : times_ms) run.FailsAt("A", ms);
    }
    const auto report = Find();
    const auto edge = std::ranges::find(report.edges, workload, &model::Edge::workload);
    EXPECT_NE(edge, report.edges.end()) << workload;
    return edge != report.edges.end() && edge->goes_on;
  };
  EXPECT_TRUE(goes_on("lasts", {25, 45, 65, 85, 105, 125, 145, 155}));
  EXPECT_FALSE(goes_on("stops", {25, 35, 45, 55, 65, 75, 85, 95}));
  EXPECT_FALSE(goes_on("comes back once", {25, 155}));
  EXPECT_FALSE(goes_on("more at first", {20, 22, 24, 26, 28, 45, 65, 90, 120, 150}, true));
  EXPECT_TRUE(goes_on("more to the end", {20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150}, true));
}

TEST_F(EdgesTest, OccurrenceBeforeTheInjectionIsNotItsEffect) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Reaches("B");
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").InjectedAt(50).FailsAt("B", 20);
  EXPECT_EQ(Story(), "");
}

TEST_F(EdgesTest, UnusualOutcomeOfADetector) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Says("D", 40, 0).Says("N", 10, 10);
  for (int i = 0; i < 3; ++i) world.Inject("w", "M").Says("D", 40, 2).Says("N", 90, 90);
  EXPECT_EQ(Story(), "M -E(D)-> D=true in w\n");
}

// The usual outcome is true: false is the occurrence, and more of the usual is none.
TEST_F(EdgesTest, UnusualOutcomeIsPerWorkload) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Says("D", 0, 4);
  for (int i = 0; i < 3; ++i) world.Inject("w", "M").Says("D", 3, 40);
  EXPECT_EQ(Story(), "M -E(D)-> D=false in w\n");
}

TEST_F(EdgesTest, OutcomeOfASiteThatTheProfileNeverReached) {
  for (int i = 0; i < 5; ++i) world.Profile("other").Says("D", 40, 0);
  for (int i = 0; i < 5; ++i) world.Profile("w").Iterates("L", 3);
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").Says("D", 1, 1).Says("N", 1, 1);
  EXPECT_EQ(Story(), "A -E(I)-> D=true in w\n");
}

TEST_F(EdgesTest, InjectedNegationKeepsItsForcedOutcome) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Says("N", 10, 0);
  for (int i = 0; i < 3; ++i) world.Inject("w", "N", 1).Says("N", 9, 0).Fails("B");
  EXPECT_EQ(Story(), "N=true -E(I)-> B in w\n");
}

TEST_F(EdgesTest, OnePredicateAskedInTwoPlaces) {
  world.Declare("N", Kind::kNegation).asks = FunctionNamed("Full");
  world.Declare("here", Kind::kNegation).asks = FunctionNamed("Full");
  world.Declare("other", Kind::kNegation).asks = FunctionNamed("Stale");
  for (int i = 0; i < 5; ++i) world.Profile("w").Says("here", 10, 0);
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").Says("here", 9, 1);
  for (int i = 0; i < 5; ++i) world.Profile("v").Says("N", 10, 0).Says("other", 10, 0);
  for (int i = 0; i < 3; ++i) world.Inject("v", "N", 0).Says("N", 10, 0).Fails("B");
  for (int i = 0; i < 3; ++i) world.Inject("v", "other", 1).Says("N", 10, 0).Fails("B");
  const std::string measured = "A -E(I)-> here=true in w\nN=false -E(I)-> B in v\n";
  EXPECT_EQ(Story(), measured + "other=true -E(I)-> B in v\n");
  for (int i = 0; i < 3; ++i) world.Inject("v", "N", 1).Says("N", 9, 0).Fails("B");
  EXPECT_EQ(Story(), measured + "N=true -E(I)-> B in v\nhere=true -PRED-> N=true in \nother=true -E(I)-> B in v\n");
}

TEST_F(EdgesTest, WhatAnAnswerDoesOnlyWhenItIsInjectedIsNoEdge) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Says("N", 10, 0);
  for (int i = 0; i < 3; ++i) world.Inject("w", "N", 1).Says("N", 9, 0).Fails("B");
  EXPECT_EQ(Story(), "N=true -E(I)-> B in w\n");
  std::string measured;
  for (const char* name : {"A1", "A2", "A3"}) {
    world.Declare(name, Kind::kThrow);
    for (int i = 0; i < 3; ++i) world.Inject("w", name).Says("N", 9, 1);
    measured += std::string(name) + " -E(I)-> N=true in w\n";
  }
  EXPECT_EQ(Story(), measured);
}

// An `if (Full())` hooked as detector and as negation: one cannot cause the other.
TEST_F(EdgesTest, TwoHooksOnOneExpression) {
  for (const char* name : {"D", "N"}) {
    world.catalogue().sites[SiteNamed(name)].line = 7;
    world.catalogue().sites[SiteNamed(name)].column = 3;
  }
  for (int i = 0; i < 5; ++i) world.Profile("w").Says("N", 10, 0).Says("D", 10, 0);
  for (int i = 0; i < 3; ++i) world.Inject("w", "N", 1).Says("N", 9, 0).Says("D", 9, 1);
  EXPECT_EQ(Story(), "");
}

TEST_F(EdgesTest, RunsThatDoNotTakePart) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Iterates("L", 3);
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").Fires(0).Fails("B");
  for (int i = 0; i < 3; ++i) world.Inject("w", "M").Ends(model::Ending::kNotStarted).Fails("B");
  for (int i = 0; i < 3; ++i) world.Inject("w", "P").Ends(model::Ending::kTimedOut).Fails("B");
  for (int i = 0; i < 3; ++i) world.Inject("w", "Q").Ends(model::Ending::kCrashed).Fails("B");
  EXPECT_EQ(Story(), "P -E(D)-> B in w\nQ -E(D)-> B in w\n");
}

TEST_F(EdgesTest, ExcludedWorkload) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Iterates("L", 3);
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").Fails("B");
  world.Exclude("w", "red");
  EXPECT_EQ(Story(), "");
}

TEST_F(EdgesTest, OneEdgeListsOnlyTheContextsThatShowedIt) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Fails("B", 1, "usual");
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").Fails("B", 1, "usual").Fails("B", 1, "one").Fails("B", 1, "two");
  const EdgeReport report = Find();
  ASSERT_EQ(Story(report), "A -E(I)-> B in w\n");
  std::set<model::FunctionId> callers;
  for (const auto& context : report.edges[0].effect_states) callers.insert(context.callers[0]);
  EXPECT_EQ(callers, (std::set{FunctionNamed("one"), FunctionNamed("two")}));
}

TEST_F(EdgesTest, StatesOfCauseAndExtraStatesOfEffect) {
  const auto usual = State("f", false);
  const auto extra = State("f", true);
  for (int i = 0; i < 5; ++i) world.Profile("w").FailsIn("B", usual);
  for (int i = 0; i < 3; ++i)
    world.Inject("w", "A").InjectedIn(State("g", i > 0)).FailsIn("B", usual).FailsIn("B", extra).FailsIn("B", extra);
  const EdgeReport report = Find();
  ASSERT_EQ(Story(report), "A -E(I)-> B in w\n");
  const model::Edge& edge = report.edges[0];
  ASSERT_EQ(edge.effect_states.size(), 1u);
  EXPECT_EQ(edge.effect_states[0].states, std::vector{extra});
  EXPECT_TRUE(edge.effect_states[0].complete);
  ASSERT_EQ(edge.cause_states.size(), 1u);
  EXPECT_EQ(edge.cause_states[0].callers[0], FunctionNamed("main"));
  EXPECT_EQ(edge.cause_states[0].states, (std::vector{State("g", false), State("g", true)}));
}

TEST_F(EdgesTest, DroppedStatesMakeAContextIncomplete) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Reaches("B");
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").FailsIn("B", State("f", true), i == 1 ? 2 : 0);
  const EdgeReport report = Find();
  ASSERT_EQ(report.edges.size(), 1u);
  EXPECT_FALSE(report.edges[0].effect_states[0].complete);
}

// P { L; M }: L grows, so P's iteration is slower, so M comes later.
TEST_F(EdgesTest, StructureAroundALoopThatGrew) {
  for (int i = 0; i < 5; ++i)
    world.Profile("w")
        .Iterates("P", 2)
        .Iterates("L", 5, {.parent = "P"})
        .Iterates("M", 5, {.parent = "P", .after = {"L"}});
  for (int i = 0; i < 3; ++i)
    world.Inject("w", "A")
        .Iterates("P", 2)
        .Iterates("L", 15, {.parent = "P"})
        .Iterates("M", 5, {.parent = "P", .after = {"L"}});
  const EdgeReport report = Find();
  EXPECT_EQ(Story(report), "A -S+(I)-> L in w\nL -ICFG-> P in w\nP -CFG-> M in w\n");
  for (const model::Edge& edge : report.edges) {
    EXPECT_EQ(edge.q, report.edges[0].q);
    EXPECT_FALSE(edge.cause_states.empty() && edge.type != EdgeType::kGrowthByError);
    EXPECT_FALSE(edge.effect_states.empty());
  }
}

// Two connections are served by P at the same time, L on one of them and M on the other.
TEST_F(EdgesTest, NoSiblingInAnotherExecutionOfTheParent) {
  for (int i = 0; i < 5; ++i)
    world.Profile("w").Iterates("P", 2).Iterates("L", 5, {.parent = "P"}).Iterates("M", 5, {.parent = "P"});
  for (int i = 0; i < 3; ++i)
    world.Inject("w", "A").Iterates("P", 2).Iterates("L", 15, {.parent = "P"}).Iterates("M", 5, {.parent = "P"});
  EXPECT_EQ(Story(), "A -S+(I)-> L in w\nL -ICFG-> P in w\n");
}

// P { L }: P iterates more and takes L with it; each of its iterations is as quick as before.
TEST_F(EdgesTest, NoStructureWhenTheBatchKeepsItsShape) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Iterates("P", 2).Iterates("L", 10, {.entries = 2, .parent = "P"});
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").Iterates("P", 6).Iterates("L", 30, {.entries = 6, .parent = "P"});
  const EdgeReport report = Find();
  EXPECT_EQ(Story(report), "A -S+(I)-> L in w\nA -S+(I)-> P in w\n");
  EXPECT_EQ(report.parts, (std::set<model::Part>{{world.FaultOf("L"), world.FaultOf("P")}}));
}

// A server P serves 10 requests of which 2 hold an L, later 20 of which 12 do: none of them got slower.
TEST_F(EdgesTest, NoStructureWhenOnlyTheMixOfRequestsChanges) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Iterates("P", 10).Iterates("L", 6, {.entries = 2, .parent = "P"});
  for (int i = 0; i < 3; ++i)
    world.Inject("w", "A").Iterates("P", 20).Iterates("L", 36, {.entries = 12, .parent = "P"});
  EXPECT_EQ(Story(), "A -S+(I)-> L in w\nA -S+(I)-> P in w\n");
}

// A clock P ticks as before; more of its ticks find an L to do, and have time left.
TEST_F(EdgesTest, NoEdgeToWhatGrewOnlyByTheTicksOfAClock) {
  world.Declare("P", Kind::kDelay).pause = model::Pause::kAlways;
  world.Declare("Q", Kind::kDelay).pause = model::Pause::kSomewhere;
  const auto run = [this](const std::string& workload, const std::string& parent, uint64_t grown) {
    for (int i = 0; i < 5; ++i) world.Profile(workload).Iterates(parent, 20).Iterates("L", 4, {.entries = 4, .parent = parent});
    for (int i = 0; i < 3; ++i) world.Inject(workload, "A").Iterates(parent, 20).Iterates("L", grown, {.entries = 12, .parent = parent});
  };
  run("as many in a tick", "P", 12);
  run("two in a tick", "P", 24);
  run("perhaps it waits for work", "Q", 12);
  EXPECT_EQ(Story(), "A -S+(I)-> L in perhaps it waits for work\nA -S+(I)-> L in two in a tick\nL -ICFG-> P in two in a tick\n");
}

// L grew where another function calls it, not within P.
TEST_F(EdgesTest, NoStructureForGrowthInAnotherContext) {
  const auto run = [](RunTeller& told, uint64_t elsewhere) {
    told.Iterates("P", 2).Iterates("L", 4, {.entries = 2, .parent = "P"}).Iterates("L", elsewhere, {.caller = "other"});
  };
  for (int i = 0; i < 5; ++i) run(world.Profile("w"), 5);
  for (int i = 0; i < 3; ++i) run(world.Inject("w", "A"), 25);
  EXPECT_EQ(Story(), "A -S+(I)-> L in w\n");
}

TEST_F(EdgesTest, StructureNeedsHookedLoops) {
  world.Declare("P", Kind::kDelay).excluded = "constant bound";
  for (int i = 0; i < 5; ++i) world.Profile("w").Iterates("L", 5, {.parent = "P"}).Iterates("M", 5, {.parent = "P"});
  for (int i = 0; i < 3; ++i) world.Inject("w", "A").Iterates("L", 15, {.parent = "P"});
  EXPECT_EQ(Story(), "A -S+(I)-> L in w\n");
}

TEST_F(EdgesTest, ParentsOfOneContextAreOneTest) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Iterates("L", 9, {.parent = "P"}).Iterates("L", 1, {.parent = "Q"});
  for (int i = 0; i < 3; ++i)
    world.Inject("w", "A").Iterates("L", 1, {.parent = "P"}).Iterates("L", 9, {.parent = "Q"});
  EXPECT_EQ(Story(), "");
}

TEST_F(EdgesTest, TermWithTwoValuesInOneRunIsUnstable) {
  for (const auto& [name, term] : {std::pair{"W1", "Node::primary"}, std::pair{"W2", "replicas"}}) {
    model::Site& site = world.Declare(name, Kind::kBranch);
    site.function = FunctionNamed(std::string("f") + name);
    site.branch = 4;
    model::Function& function = world.catalogue().functions[site.function];
    function.id = site.function;
    const model::Formula condition = model::Term(term, model::Sort::kBoolean, true);
    function.branches.push_back({4, 1, model::Apply(model::Op::kNot, {condition})});
    function.branches.push_back({5, 1, model::Term("elsewhere", model::Sort::kBoolean, true)});
  }
  world.Profile("w").Says("W1", 1, 1).Says("W2", 1, 0);
  world.Profile("w").Says("W2", 0, 1);
  EXPECT_EQ(Find().unstable_terms, std::set<std::string>{"Node::primary"});
}

TEST_F(EdgesTest, AnotherTermInTheConditionMayChangeIt) {
  model::Site& site = world.Declare("W", Kind::kBranch);
  site.function = FunctionNamed("f");
  site.branch = 0;
  model::Function& function = world.catalogue().functions[site.function];
  function.id = site.function;
  using model::Sort;
  function.branches.push_back(
      {0, 1,
       model::Apply(model::Op::kLess, {model::Term("size@0", Sort::kInteger),
                                       model::Term("Options::replication", Sort::kInteger, true)})});
  world.Profile("w").Says("W", 1, 1);
  EXPECT_TRUE(Find().unstable_terms.empty());
}

TEST_F(EdgesTest, SimScoreIsLowWhenEffectsDependOnTheWorkload) {
  for (const char* workload : {"v", "w"}) {
    for (int i = 0; i < 5; ++i) world.Profile(workload).Iterates("L", 5);
    for (int i = 0; i < 3; ++i) world.Inject(workload, "P").Iterates("L", 15);
    for (int i = 0; i < 3; ++i) world.Inject(workload, "Q").Fails(workload == std::string("v") ? "A" : "B");
  }
  const EdgeReport report = Find();
  ASSERT_EQ(Story(report), "P -S+(D)-> L in v\nP -S+(D)-> L in w\nQ -E(D)-> A in v\nQ -E(D)-> B in w\n");
  for (const model::Edge& edge : report.edges) EXPECT_NEAR(edge.sim_score, Name(edge.cause) == "P" ? 1 : 0, 1e-9);
}

TEST_F(EdgesTest, DosesAreSeparateExperiments) {
  for (int i = 0; i < 5; ++i) world.Profile("w").Iterates("L", 5);
  for (int i = 0; i < 3; ++i) world.Inject("w", "M", 0, {.delay_ns = 1}).Iterates("L", 5);
  for (int i = 0; i < 3; ++i) world.Inject("w", "M", 0, {.delay_ns = 100}).Iterates("L", 50);
  const EdgeReport report = Find();
  ASSERT_EQ(report.edges.size(), 1u);
  EXPECT_EQ(report.edges[0].dose.delay_ns, 100);
  const auto vectors = std::ranges::count(report.experiments, "w", [](const auto& e) { return e.experiment.workload; });
  EXPECT_EQ(vectors, 2);
}

TEST_F(EdgesTest, OrderOfRepeatsDoesNotMatter) {
  Profile({10, 12, 11, 13, 10});
  Inject({31, 47, 25});
  MemoryReader reader = world.Reader();
  const auto one = FindEdges(reader);
  for (model::Run& run : reader.runs) run.repeat = 1000000 - run.repeat;
  std::ranges::reverse(reader.runs);
  const auto other = FindEdges(reader);
  ASSERT_TRUE(one && other);
  ASSERT_EQ(one->edges.size(), 1u);
  ASSERT_EQ(other->edges.size(), 1u);
  EXPECT_NEAR(one->edges[0].p, other->edges[0].p, 1e-9 * one->edges[0].p);
}

TEST_F(EdgesTest, Errors) {
  EXPECT_EQ(FindEdges(world.Reader(), {.fdr = 0}).error().code, model::Code::kInvalidArgument);
  EXPECT_EQ(FindEdges(world.Reader(), {.unusual_share = 0.7}).error().code, model::Code::kInvalidArgument);
  MemoryReader disordered = world.Reader();
  disordered.sorted = false;
  std::ranges::reverse(disordered.runs);
  EXPECT_EQ(FindEdges(disordered).error().code, model::Code::kCorrupt);
  world.Profile("w").Fails("unknown");
  EXPECT_EQ(FindEdges(world.Reader()).error().code, model::Code::kCorrupt);
}

TEST(EmptyCampaign, HasNoEdges) {
  const auto report = FindEdges(World().Reader());
  ASSERT_TRUE(report.has_value());
  EXPECT_TRUE(report->edges.empty());
  EXPECT_EQ(report->tests, 0u);
}

// A small campaign: one workload, five loops, five errors, two experiments.
TEST(SmallCampaign, FindsAClearEffect) {
  World world;
  for (int i = 0; i < 5; ++i) world.Declare("L" + std::to_string(i), Kind::kDelay);
  for (int i = 0; i < 5; ++i) world.Declare("E" + std::to_string(i), Kind::kThrow);
  const auto tell = [](RunTeller& run, uint64_t first) {
    for (int i = 0; i < 5; ++i) run.Iterates("L" + std::to_string(i), i == 0 ? first : 7);
    for (int i = 0; i < 4; ++i) run.Reaches("E" + std::to_string(i));
  };
  for (int i = 0; i < 5; ++i) tell(world.Profile("w"), 5);
  for (int i = 0; i < 3; ++i) tell(world.Inject("w", "E0").Fails("E4"), 10);
  for (int i = 0; i < 3; ++i) tell(world.Inject("w", "E1"), 5);
  const auto report = FindEdges(world.Reader());
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->edges.size(), 2u);
}

}  // namespace
}  // namespace csnake::fca
