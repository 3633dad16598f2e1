#include "runner/adapters.h"

#include <gtest/gtest.h>

#include <fstream>

#include "runner/adapters/listings.h"
#include "runner/execute.h"
#include "tests/support/scratch.h"

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

// As doctest 2.4.9 prints it.
TEST(Adapters, ReadsTheListingOfDoctest) {
  const std::string rule(79, '=');
  EXPECT_EQ(ParseDoctestList("log line\n[doctest] listing all test case names\n" + rule + "\nplain name\nwith, comma\nback\\slash\n  spaces around  \n" + rule +
                             "\n[doctest] like a heading\n  Scenario: a scenario\ntempl<std::vector<int>>\n" + rule +
                             "\n[doctest] unskipped test cases passing the current filters: 8\nran 0\n"),
            (std::vector<std::string>{"plain name", "with, comma", "back\\slash", "  spaces around  ", rule, "[doctest] like a heading",
                                      "  Scenario: a scenario", "templ<std::vector<int>>"}));
  EXPECT_TRUE(ParseDoctestList("").empty());
  EXPECT_EQ(DoctestFilter("back\\slash, [comma]"), "back\\\\slash\\, [comma]");
}

// As Boost.Test 1.74 prints it, among what the program says by itself.
TEST(Adapters, ReadsTheListingOfBoostTest) {
  EXPECT_EQ(ParseBoostList("ran 0\n"
                           "first*\n"
                           "outer*\n"
                           "    first*\n"
                           "    labelled*: with: words\n"
                           "    off \n"
                           "    inner*\n"
                           "        fixed*\n"
                           "    data*\n"
                           "        _0*\n"
                           "        _1*\n"
                           "disabled_suite \n"
                           "    inside \n"
                           "typed<int>*\n"
                           "typed<std__pair<int_ long>>*\n"
                           "manual_ with_ odd_name [x] _*\n"),
            (std::vector<std::string>{"first", "outer/first", "outer/labelled", "outer/inner/fixed", "outer/data/_0", "outer/data/_1",
                                      "typed<int>", "typed<std__pair<int_ long>>", "manual_ with_ odd_name [x] _"}));
  EXPECT_TRUE(ParseBoostList("").empty());
}

// As CTest 3.25 prints it, without what nobody reads and without some of its white space.
constexpr const char* kCtestListing = R"(CMake Warning: noise {braces}
{
  "backtraceGraph" : { "commands" : [ "add_test" ], "files" : [ "/p/CMakeLists.txt" ], "nodes" : [ { "file" : 0 } ] },
  "kind" : "ctestInfo",
  "tests" :
  [
    {
      "backtrace" : 1,
      "command" : [ "/p/b/t", "--flag", "with space", "semi;colon", "quote\"d" ],
      "name" : "plain",
      "properties" : [ { "name" : "WORKING_DIRECTORY", "value" : "/p/b" } ]
    },
    {
      "backtrace" : 3,
      "command" : [ "/p/b/t" ],
      "name" : "elsewhere",
      "properties" :
      [
        { "name" : "ENVIRONMENT", "value" : [ "MODE=fast", "PATH_LIKE=/a b:/c" ] },
        { "name" : "ENVIRONMENT_MODIFICATION",
          "value" : [ "LD_LIBRARY_PATH=path_list_prepend:/opt/lib", "HOME=unset:", "MODE=string_append:er", "LIST=cmake_list_append:b",
                      "NEW=path_list_append:/x:y", "PATH_LIKE=reset:" ] },
        { "name" : "LABELS", "value" : [ "net", "slow" ] },
        { "name" : "PROCESSORS", "value" : 3 },
        { "name" : "TIMEOUT", "value" : 30.0 },
        { "name" : "WORKING_DIRECTORY", "value" : "/p" }
      ]
    },
    { "command" : [ "/p/b/t" ], "name" : "alone", "properties" : [ { "name" : "RUN_SERIAL", "value" : true } ] },
    { "command" : [ "/p/b/t" ], "name" : "locked", "properties" : [ { "name" : "RESOURCE_LOCK", "value" : [ "port" ] } ] },
    { "command" : [ "/p/b/t" ], "name" : "off", "properties" : [ { "name" : "DISABLED", "value" : true } ] },
    { "backtrace" : 13, "name" : "missing", "properties" : [ { "name" : "WORKING_DIRECTORY", "value" : "/p/b" } ] },
    { "command" : [ "/usr/bin/cmake", "-E", "echo", "hello" ], "name" : "Scenario: a, b" }
  ],
  "version" : { "major" : 1, "minor" : 0 }
})";

TEST(Adapters, ReadsTheListingOfCtest) {
  const auto entries = ParseCtestList(kCtestListing, {"LD_LIBRARY_PATH=/usr/lib", "HOME=/root", "LIST=a"});
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 5U) << "without the disabled one and the one that is not built";
  EXPECT_EQ((*entries)[0].command, (std::vector<std::string>{"/p/b/t", "--flag", "with space", "semi;colon", "quote\"d"}));
  EXPECT_EQ((*entries)[0].directory, "/p/b");
  EXPECT_TRUE((*entries)[0].environment.empty());
  EXPECT_EQ((*entries)[1].environment, (std::vector<std::string>{"HOME", "LD_LIBRARY_PATH=/opt/lib:/usr/lib", "LIST=a;b", "MODE=faster", "NEW=/x:y"}));
  EXPECT_EQ((*entries)[1].cpus, 3);
  EXPECT_EQ((*entries)[2].cpus, 1024) << "RUN_SERIAL";
  EXPECT_EQ((*entries)[3].cpus, 1024) << "RESOURCE_LOCK";
  EXPECT_EQ((*entries)[4].name, "Scenario: a, b");
  EXPECT_FALSE(ParseCtestList("", {}));
  EXPECT_FALSE(ParseCtestList("{\n\"kind\" : \"ctestInfo\"", {}));
  EXPECT_FALSE(ParseCtestList("{\n\"kind\" : [], \"tests\" : {} }", {}));
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

TEST(Adapters, AnEntryOfCtestRunsInItsFolderWithItsEnvironment) {
  const support::Scratch scratch;
  const std::string folder = scratch.NewFolder("here");
  std::ofstream(scratch.Path("CTestTestfile.cmake"))
      << "add_test(good \"/bin/sh\" \"-c\" \"test $MODE = fast && test $PWD = " << folder << " && test -d $TMPDIR\")\n"
      << "set_tests_properties(good PROPERTIES ENVIRONMENT \"MODE=fast;TMPDIR=/nowhere\" WORKING_DIRECTORY \"" << folder << "\")\n";
  config::Test test = Entry("ctest", "", "");
  test.dir = scratch.path().string();
  config::Config config = WithTests({test});
  const auto directories = RunDirectories::Make();
  const auto targets = ListTargets(config, **directories);
  ASSERT_TRUE(targets) << targets.error().message;
  ASSERT_EQ(targets->size(), 1U);
  EXPECT_EQ((*targets)[0].workload.binary, "bin/sh");
  EXPECT_EQ(TargetOf(config, (*targets)[0].workload)->arguments, (*targets)[0].arguments);
  std::atomic<int> stop = 0;
  const auto outcome = ExecuteRun({.target = &(*targets)[0], .timeout_ns = 20'000'000'000}, "/", **directories, stop);
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(outcome->run.ending, model::Ending::kPassed) << outcome->output;
  config.tests[0].dir = folder + "/nowhere";
  EXPECT_EQ(ListTargets(config, **directories).error().code, model::Code::kUnavailable);
}

}  // namespace
}  // namespace csnake::runner
