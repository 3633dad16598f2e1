#include "config/config.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace csnake::config {
namespace {

namespace fs = std::filesystem;

class ConfigTest : public testing::Test {
 protected:
  ConfigTest() : directory_(fs::path(testing::TempDir()) / ("csnake-config-" + std::to_string(getpid()))) {
    fs::create_directories(directory_ / "deep/er");
  }
  ~ConfigTest() override { fs::remove_all(directory_); }

  model::Result<Config> LoadText(const std::string& text, Sources sources = {}) {
    std::ofstream(directory_ / "csnake.yml") << text;
    sources.directory = (directory_ / "deep/er").string();
    return Load(sources);
  }

  std::string ErrorOf(const std::string& text) {
    const auto config = LoadText(text);
    if (config) return "no error";
    EXPECT_EQ(config.error().code, model::Code::kInvalidArgument);
    const size_t place = config.error().message.find("csnake.yml");  // Leaves the directory out.
    return config.error().message.substr(place == std::string::npos ? 0 : place);
  }

  fs::path directory_;
};

constexpr const char* kDocumented = R"(version: 1
project: {name: blockstore, root: ., include: ["src/**"], exclude: ["third_party/**"]}
tests:
  - {adapter: gtest, binary: build/blockstore_test}
  - {adapter: command, name: failover, run: ["scripts/failover.sh"], cpus: 2}
  - {adapter: ctest, dir: build}
faults:
  delay: {max_total: 2s}
  error_types: [kv::Rc, kv::Answer]
  exclude: [{function: "metrics::*", reason: "no effect on the system"}]
run:     {repeat: {min: 4, max: 13}, jobs: 7, timeout: {factor: 11, min: 6s, max: 16m}}
analyze: {fdr: 0.01, compat: paths, length_max: 9}
gate:    {fail_on: [new-confirmed], baseline: b.json, triage: t.yml}
profiles:
  pr:      {budget: 15m, changed_since: auto}
  nightly: {budget: 500runs/6h}
)";

TEST_F(ConfigTest, ReadsEveryDocumentedKey) {
  const auto config = LoadText(kDocumented);
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->root, directory_.string());
  EXPECT_EQ(config->name, "blockstore");
  EXPECT_EQ(config->include, std::vector<std::string>{"src/**"});
  EXPECT_EQ(config->exclude, std::vector<std::string>{"third_party/**"});
  ASSERT_EQ(config->tests.size(), 3U);
  EXPECT_EQ(config->tests[0], (config::Test{"gtest", "", "build/blockstore_test", {}, 1}));
  EXPECT_EQ(config->tests[1], (config::Test{"command", "failover", "", {"scripts/failover.sh"}, 2}));
  EXPECT_EQ(config->tests[2], (config::Test{"ctest", "", "", {}, 1, "build"}));
  EXPECT_EQ(config->delay_max_total_ns, 2'000'000'000);
  EXPECT_EQ(config->exclusions, (std::vector<Exclusion>{{"metrics::*", "", "no effect on the system"}}));
  EXPECT_EQ(config->error_types, (std::vector<std::string>{"kv::Rc", "kv::Answer"}));
  EXPECT_EQ(config->repeat_min, 4);
  EXPECT_EQ(config->repeat_max, 13);
  EXPECT_EQ(config->jobs, 7);
  EXPECT_EQ(config->timeout_factor, 11);
  EXPECT_EQ(config->timeout_min_ns, 6'000'000'000);
  EXPECT_EQ(config->timeout_max_ns, 960'000'000'000);
  EXPECT_EQ(config->fdr, 0.01);
  EXPECT_EQ(config->compat, "paths");
  EXPECT_EQ(config->length_max, 9);
  EXPECT_EQ(config->fail_on, std::vector<std::string>{"new-confirmed"});
  EXPECT_EQ(config->baseline, "b.json");
  EXPECT_EQ(config->triage, "t.yml");
  EXPECT_EQ(config->profiles.at("pr"), (Profile{{0, 900'000'000'000}, "auto"}));
  EXPECT_EQ(config->profiles.at("nightly"), (Profile{{500, 21'600'000'000'000}, ""}));
}

TEST_F(ConfigTest, UnknownKeyNamesPlaceAndNearest) {
  EXPECT_EQ(ErrorOf("version: 1\nrun:\n  repeet: {min: 3}\n"),
            "csnake.yml:3:3: run: unknown key \"repeet\"; did you mean \"repeat\"?");
  EXPECT_EQ(ErrorOf("version: 1\nruns: {}\n"), "csnake.yml:2:1: unknown key \"runs\"; did you mean \"run\"?");
  EXPECT_EQ(ErrorOf("version: 1\nfaults: {error_type: [kv::Rc]}\n"),
            "csnake.yml:2:10: faults: unknown key \"error_type\"; did you mean \"error_types\"?");
  EXPECT_EQ(ErrorOf("version: 1\ntests:\n  - {adaptor: gtest}\n"),
            "csnake.yml:3:6: tests: unknown key \"adaptor\"; did you mean \"adapter\"?");
  EXPECT_EQ(ErrorOf("version: 1\ntests: [{adapter: gtets, binary: x}]\n"),
            "csnake.yml:2:9: tests: unknown adapter \"gtets\"; did you mean \"gtest\"?");
}

TEST_F(ConfigTest, BadValuesNamePlaceAndExpectation) {
  EXPECT_EQ(ErrorOf("version: 1\nfaults: {delay: {max_total: 5}}\n"),
            "csnake.yml:2:29: faults.delay.max_total: expected a duration with a unit, such as 200ms, 5s, 15m or 6h, not \"5\"");
  EXPECT_EQ(ErrorOf("version: 2\n"), "csnake.yml:1:10: version: this csnake reads version 1 only");
  EXPECT_NE(ErrorOf("version: 1\nrun: {jobs: many}\n").find("or auto, not \"many\""), std::string::npos);
  EXPECT_NE(ErrorOf("version: 1\nrun: {jobs: 1, jobs: 2}\n").find("given twice"), std::string::npos);
  EXPECT_NE(ErrorOf("version: 1\nrun: {repeat: {min: 9, max: 2}}\n"), "no error");
  EXPECT_NE(ErrorOf("version: 1\nprofiles: {pr: {budget: 15}}\n").find("expected 500runs"), std::string::npos);
  EXPECT_NE(ErrorOf("version: 1\nfaults: {exclude: [{function: x}]}\n").find("needs a reason"), std::string::npos);
  EXPECT_NE(ErrorOf("version: 1\ntests: [{adapter: command, name: x}]\n").find("needs name and run"), std::string::npos);
  EXPECT_NE(ErrorOf("version: 1\ntests: [{adapter: ctest, binary: build}]\n").find("needs dir"), std::string::npos);
  EXPECT_NE(ErrorOf("version: 1\ntests: [{adapter: catch2, binary: t, dir: build}]\n").find("only adapter ctest has dir"), std::string::npos);
  EXPECT_NE(ErrorOf("version: 1\nproject: {root: nowhere}\n"), "no error");
}

TEST_F(ConfigTest, NeverThrowsOnWhatIsNotAConfiguration) {
  for (const char* text : {"", "[]", "a", "version: 1\nrun: 5\n", "version: 1\ntests: {a: b}\n", "version: [1]\n", "{",
                           "version: 1\nrun: [1]\n", "version: 1\n? [a]\n: b\n", "version: 1\ntests: [[]]\n",
                           "version: 1\nprofiles: [x]\n", "version: 1\nproject: {include: {a: b}}\n", "\t", "&a [*a]",
                           "version: 1\ntests:\n", "version: 1\nprofiles: {a: }\n"})
    EXPECT_NE(ErrorOf(text), "no error") << text;
  EXPECT_TRUE(LoadText("version: 1\nrun:\n"));
}

TEST_F(ConfigTest, FlagsBeatEnvironmentBeatsFileBeatsDefaults) {
  Sources sources;
  sources.environment = {{"CSNAKE_JOBS", "5"}, {"CSNAKE_REPEAT_MIN", "2"}, {"CSNAKE_SPOOL", "ignored"}};
  sources.flags = {{"run.jobs", "6"}};
  const auto config = LoadText("version: 1\nrun: {jobs: 4, repeat: {min: 3, max: 9}}\n", sources);
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->jobs, 6);
  EXPECT_EQ(config->repeat_min, 2);
  EXPECT_EQ(config->repeat_max, 9);
  const auto effective = Explain(*config);
  const auto origin = [&](const char* key) { return std::ranges::find(effective, key, &Effective::key)->origin; };
  EXPECT_EQ(origin("run.jobs"), Origin::kFlag);
  EXPECT_EQ(origin("run.repeat.min"), Origin::kEnvironment);
  EXPECT_EQ(origin("run.repeat.max"), Origin::kFile);
  EXPECT_EQ(origin("analyze.fdr"), Origin::kDefault);
}

TEST_F(ConfigTest, BadEnvironmentAndFlagsAreNamed) {
  Sources sources;
  sources.environment = {{"CSNAKE_JOBS", "lots"}};
  EXPECT_EQ(LoadText("version: 1\n", sources).error().message,
            "environment variable CSNAKE_JOBS: expected a whole number from 1 to 4096, or auto, not \"lots\"");
  sources.environment.clear();
  sources.flags = {{"run.job", "4"}};
  EXPECT_EQ(LoadText("version: 1\n", sources).error().message, "unknown setting \"run.job\"; did you mean \"run.jobs\"?");
}

TEST_F(ConfigTest, WithoutAFileTheDefaultsHold) {
  Sources sources;
  sources.directory = directory_.string();
  const auto config = Load(sources);
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->root, directory_.string());
  EXPECT_TRUE(config->tests.empty());
  sources.file = (directory_ / "none.yml").string();
  EXPECT_EQ(Load(sources).error().code, model::Code::kNotFound);
}

}  // namespace
}  // namespace csnake::config
