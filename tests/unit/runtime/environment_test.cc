// Where no spool can be written the program runs on, and says so.
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "scenario.h"

namespace csnake::runtime {
namespace {

namespace fs = std::filesystem;

void WorkAndSay() {
  Begin();
  Work(10, [](int) { Check(-1); });
  std::fputs("done", stderr);
}

TEST(Environment, WithoutASpoolNothingIsRecorded) {
  for (const Trace& trace : {Record(WorkAndSay, {}, "none"), Record(WorkAndSay, {{"CSNAKE_SPOOL", ""}}, "none")}) {
    EXPECT_EQ(trace.status, 0);
    EXPECT_EQ(trace.errors, "done");
    EXPECT_EQ(trace.run.processes, 0);
    EXPECT_TRUE(trace.run.observations.empty());
  }
}

TEST(Environment, FaultsFireWithoutASpool) {
  const Trace trace = Record([] { Begin(), _exit(Check(1) ? 5 : 6); }, {{"CSNAKE_FAULT", Fault(kThrow, 0, 1, 1)}}, "none");
  EXPECT_EQ(trace.status, 5);
}

TEST(Environment, HooksWorkBeforeTheirModuleIsAnnounced) {
  const Trace trace = Record([] {
    Work(10, [](int) { Check(-1); });
    Begin();
    Work(3);
  });
  EXPECT_EQ(trace.status, 0) << trace.errors;
  EXPECT_EQ(trace.Count(kLoop), 3u);
}

TEST(Environment, AMissingFolderIsSaidOnceAndTheProgramRunsOn) {
  const Trace trace = Record(WorkAndSay, {}, "/nowhere/at/all");
  EXPECT_EQ(trace.status, 0);
  EXPECT_NE(trace.errors.find("csnake: cannot create /nowhere/at/all/"), std::string::npos) << trace.errors;
  EXPECT_NE(trace.errors.find("runs on without recording"), std::string::npos);
  EXPECT_TRUE(trace.errors.ends_with("done"));
  EXPECT_EQ(std::ranges::count(trace.errors, '\n'), 1);
}

TEST(Environment, ATooLongNameIsSaid) {
  const Trace trace = Record(WorkAndSay, {}, "/" + std::string(3'000, 'x'));
  EXPECT_EQ(trace.status, 0);
  EXPECT_NE(trace.errors.find("File name too long"), std::string::npos) << trace.errors;
}

// A file system of 512 KiB, gone afterwards.
class FullDisk : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "csnake-disk-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    mounted_ = mount("tmpfs", name.c_str(), "tmpfs", 0, "size=512k") == 0;
    if (!mounted_) GTEST_SKIP() << "cannot mount a small file system: " << std::strerror(errno);
  }
  void TearDown() override {
    if (mounted_) umount2(folder_.c_str(), MNT_DETACH);
    std::error_code ignored;
    fs::remove(folder_, ignored);
  }
  void Fill(size_t left) {
    const size_t free = fs::space(folder_).available;
    std::ofstream(folder_ / "filler") << std::string(free > left ? free - left : 0, 'x');
  }

  fs::path folder_;
  bool mounted_ = false;
};

TEST_F(FullDisk, NoSpaceForTheHeader) {
  Fill(0);
  const Trace trace = Record(WorkAndSay, {}, folder_.string());
  EXPECT_EQ(trace.status, 0);
  EXPECT_NE(trace.errors.find("No space left on device"), std::string::npos) << trace.errors;
  EXPECT_TRUE(trace.errors.ends_with("done"));
}

TEST_F(FullDisk, NoSpaceForATableIsALoss) {
  Fill(8'192);
  const Trace trace = Record(WorkAndSay, {}, folder_.string());
  EXPECT_EQ(trace.status, 0);
  EXPECT_EQ(trace.errors, "done");
  EXPECT_EQ(trace.run.processes, 1);
  ASSERT_TRUE(trace.run.losses.contains("spool_full"));
  EXPECT_GE(trace.run.losses.at("spool_full"), 11u);
}

TEST_F(FullDisk, NoSpaceForGrowthKeepsWhatFits) {
  const Trace trace = Record([] {
    static csnake_site many[20'000];
    for (uint64_t i = 0; i < std::size(many); ++i) many[i] = {1'000 + i, 1, 1, 0, 0, 0};
    csnake_register(std::begin(many), std::end(many));
    csnake_path path = {kMain, 0, 0};
    for (csnake_site& site : many) csnake_occur(&path, nullptr, &site);
  }, {}, folder_.string());
  EXPECT_EQ(trace.status, 0) << trace.errors;
  uint64_t counted = 0;
  for (const auto& [key, seen] : trace.run.observations) counted += seen.count;
  EXPECT_GT(counted, 300u);
  EXPECT_EQ(counted + trace.run.losses.at("spool_full"), 20'000u);
}

}  // namespace
}  // namespace csnake::runtime
