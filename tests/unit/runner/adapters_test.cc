#include "runner/adapters.h"

#include <gtest/gtest.h>

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
  EXPECT_EQ(ListTargets(WithTests({Entry("boost", "", "x")}), **directories).error().code, model::Code::kInvalidArgument);
  EXPECT_EQ(ListTargets(WithTests({}), **directories).error().code, model::Code::kNothingToTest);
}

}  // namespace
}  // namespace csnake::runner
