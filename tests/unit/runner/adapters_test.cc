#include "runner/adapters.h"

#include <gtest/gtest.h>

#include "runner/adapters/listings.h"

namespace csnake::runner {
namespace {

TEST(Adapters, ReadsTheListingOfEverySortOfSuite) {
  const std::vector<std::string> tests = ParseGtestList(
      "Running main() from /usr/src/googletest/googletest/src/gtest_main.cc\n"
      "Plain.\n"
      "  One\n"
      "  DISABLED_Two\n"
      "Typed/0.  # TypeParam = std::map<int, int>\n"
      "  Works\n"
      "Inst/Param.\n"
      "  Case/0  # GetParam() = 3\n"
      "  Case/1  # GetParam() = \"a b. c\"\n"
      "  DISABLED_Case/0  # GetParam() = 3\n"
      "DISABLED_Suite.\n"
      "  Never\n"
      "Inst/DISABLED_Param.\n"
      "  Never/0\n"
      "Last.\r\n"
      "  Windows\r\n");
  EXPECT_EQ(tests, (std::vector<std::string>{"Plain.One", "Typed/0.Works", "Inst/Param.Case/0", "Inst/Param.Case/1",
                                             "Last.Windows"}));
  EXPECT_TRUE(ParseGtestList("").empty());
  EXPECT_TRUE(ParseGtestList("  orphan\nnoise without a dot\n  orphan\n").empty());
}

// As Catch2 2.13.10 with --list-test-names-only and 3.7.1 with --list-tests --verbosity quiet print them.
TEST(Adapters, ReadsTheListingOfCatch2) {
  EXPECT_EQ(ParseCatch2List("plain name\nwith, comma\n[bracket] first\nback\\slash\n  spaces around  \n\"#hash\"\n\"quoted\" start\n"
                            "may fail\nmethod\nScenario: a scenario\ntempl - int\ntempl - std::pair<int, long>\n"),
            (std::vector<std::string>{"plain name", "with, comma", "[bracket] first", "back\\slash", "  spaces around  ", "#hash",
                                      "\"quoted\" start", "may fail", "method", "Scenario: a scenario", "templ - int",
                                      "templ - std::pair<int, long>"}));
  EXPECT_EQ(ParseCatch2List("twice\ntwice\n\n").size(), 1U) << "with other tags; one filter runs both";
  EXPECT_TRUE(ParseCatch2List("").empty());
}

TEST(Adapters, TellsTheVersionsOfCatch2Apart) {
  const std::string head = "description:    A Catch2 test executable\ncategory:       testframework\n";
  EXPECT_EQ(ParseCatch2Version(head + "framework:      Catch Test\nversion:        2.13.10\n"), 2);
  EXPECT_EQ(ParseCatch2Version("log line\n" + head + "framework:      Catch2\nversion:        3.7.1\n"), 3);
  EXPECT_EQ(ParseCatch2Version("version: 2\n"), 0);
}

// Each was tried with both versions.
TEST(Adapters, NamesThatMeanMoreToCatch2AreQuoted) {
  EXPECT_EQ(Catch2Filter("Scenario: a (b) - c/d.e"), "Scenario: a (b) - c/d.e");
  EXPECT_EQ(Catch2Filter("with, comma"), "\"with\\, comma\"");
  EXPECT_EQ(Catch2Filter("[bracket] first"), "\"[bracket] first\"");
  EXPECT_EQ(Catch2Filter("ends with backslash\\"), "\"ends with backslash\\\\\"");
  EXPECT_EQ(Catch2Filter("\"quoted\" start"), "\"\\\"quoted\\\" start\"");
  EXPECT_EQ(Catch2Filter(" blank"), "\" blank\"");
  EXPECT_EQ(Catch2Filter("~tilde"), "\"~tilde\"");
  EXPECT_EQ(Catch2Filter("--list-tests"), "\"--list-tests\"");
  EXPECT_EQ(Catch2Filter("exclude:me"), "\"*exclude:me\"");
}

config::Config WithTests(std::vector<config::Test> tests) {
  config::Config config;
  config.root = "/";
  config.tests = std::move(tests);
  return config;
}

config::Test Entry(const std::string& adapter, const std::string& name, const std::string& binary,
                   std::vector<std::string> run = {}) {
  config::Test test;
  test.adapter = adapter;
  test.name = name;
  test.binary = binary;
  test.run = std::move(run);
  return test;
}

TEST(Adapters, NamesOfTwoProgramsAreKeptApart) {
  const auto directories = RunDirectories::Make();
  ASSERT_TRUE(directories);
  setenv("FAKE_CASES", "Pass", 1);
  const std::string binary = FAKE_TARGET;
  auto targets = ListTargets(WithTests({Entry("gtest", "", binary), Entry("command", "Suite.Pass", "", {"true"})}), **directories);
  ASSERT_TRUE(targets) << targets.error().message;
  ASSERT_EQ(targets->size(), 2U);
  EXPECT_EQ((*targets)[0].workload.name, "fake_target:Suite.Pass");
  EXPECT_EQ((*targets)[0].arguments, (std::vector<std::string>{binary, "--gtest_filter=Suite.Pass", "--gtest_color=no"}));
  EXPECT_EQ((*targets)[1].workload.name, "true:Suite.Pass");
  EXPECT_EQ(TargetOf(WithTests({}), (*targets)[0].workload)->arguments, (*targets)[0].arguments);
}

TEST(Adapters, AProgramThatCannotBeListedIsNamedWithItsOutput) {
  const auto directories = RunDirectories::Make();
  setenv("FAKE_BROKEN", "1", 1);
  const auto targets = ListTargets(WithTests({Entry("gtest", "", FAKE_TARGET)}), **directories);
  unsetenv("FAKE_BROKEN");
  ASSERT_FALSE(targets);
  EXPECT_EQ(targets.error().code, model::Code::kUnavailable);
  EXPECT_NE(targets.error().message.find("fake_target --gtest_list_tests"), std::string::npos);
  EXPECT_NE(targets.error().message.find("error while loading shared libraries"), std::string::npos);
  EXPECT_EQ(ListTargets(WithTests({Entry("gtest", "", "no/such")}), **directories).error().code, model::Code::kUnavailable);
  EXPECT_EQ(ListTargets(WithTests({Entry("cppunit", "", "x")}), **directories).error().code, model::Code::kInvalidArgument);
  EXPECT_EQ(ListTargets(WithTests({}), **directories).error().code, model::Code::kNothingToTest);
}

TEST(Adapters, ANameThatBeginsLikeItsProgramIsFoundAgain) {
  const store::Workload plain{"a/b: c", "catch2", "build/suite", ""};
  EXPECT_EQ(TargetOf(WithTests({}), plain)->arguments, (std::vector<std::string>{"build/suite", "a/b: c"}));
  const store::Workload prefixed{"suite:a/b: c", "catch2", "build/suite", ""};
  EXPECT_EQ(TargetOf(WithTests({}), prefixed)->arguments, TargetOf(WithTests({}), plain)->arguments);
  const auto directories = RunDirectories::Make();
  const auto targets = ListTargets(WithTests({Entry("command", "true:x", "", {"true"})}), **directories);
  ASSERT_TRUE(targets);
  EXPECT_EQ((*targets)[0].workload.name, "true:true:x");
  EXPECT_EQ(TargetOf(WithTests({Entry("command", "true:x", "", {"true"})}), (*targets)[0].workload)->arguments, (std::vector<std::string>{"true"}));
}

}  // namespace
}  // namespace csnake::runner
