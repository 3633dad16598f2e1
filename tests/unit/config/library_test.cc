#include "config/library.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "config/config.h"

namespace csnake::config {
namespace {

namespace fs = std::filesystem;

std::string ErrorOf(const std::string& text) {
  const auto calls = ReadLibrary(text, "t.yml");
  if (calls) return "no error";
  EXPECT_EQ(calls.error().code, model::Code::kInvalidArgument);
  return calls.error().message;
}

TEST(Library, ReadsEveryKey) {
  const auto calls = ReadLibrary(R"yaml(
- {call: [read, write], from: unistd.h, returns: -1, errno: EIO, usual: [EAGAIN, "100"], makes_call: true}
- {call: "kv::Store::Put", status: 'kv::Status::Io("x")', off: "slow"}
- {call: "net::Send", throws: "net::Error(5)", error_code: EPIPE}
- {call: "std::ifstream::open", stream: true}
- {call: ev_add, from: [ev.h, ev/ev.h], arms_timer: true}
)yaml", "t.yml");
  ASSERT_TRUE(calls) << calls.error().message;
  ASSERT_EQ(calls->size(), 5U);
  LibraryCall read;
  read.calls = {"read", "write"};
  read.from = {"unistd.h"};
  read.returns = "-1";
  read.error = "EIO";
  read.fails_when = "equal";
  read.usual = {"EAGAIN", "100"};
  read.makes_call = true;
  EXPECT_EQ((*calls)[0], read);
  EXPECT_EQ((*calls)[1].status, "kv::Status::Io(\"x\")");
  EXPECT_EQ((*calls)[1].off, "slow");
  EXPECT_EQ((*calls)[2].throws, "net::Error(5)");
  EXPECT_EQ((*calls)[2].error_code, "EPIPE");
  EXPECT_TRUE((*calls)[3].stream);
  EXPECT_TRUE((*calls)[4].arms_timer);
  EXPECT_EQ((*calls)[4].from, (std::vector<std::string>{"ev.h", "ev/ev.h"}));
}

TEST(Library, TestFollowsFromWhatIsReturned) {
  const auto calls = ReadLibrary("- {call: a, from: a.h, returns: errno, errno: EAGAIN}\n"
                                 "- {call: b, from: a.h, returns: -errno, errno: EAGAIN}\n"
                                 "- {call: c, from: a.h, returns: -3, fails_when: nonzero}\n", "t.yml");
  ASSERT_TRUE(calls) << calls.error().message;
  EXPECT_EQ((*calls)[0].fails_when, "nonzero");
  EXPECT_EQ((*calls)[1].fails_when, "negative");
  EXPECT_EQ((*calls)[2].fails_when, "nonzero");
}

TEST(Library, EmptyTableHasNoEntries) {
  const auto calls = ReadLibrary("# nothing yet\n", "t.yml");
  ASSERT_TRUE(calls) << calls.error().message;
  EXPECT_TRUE(calls->empty());
}

TEST(Library, UnknownKeyNamesPlaceAndNearest) {
  EXPECT_EQ(ErrorOf("- {call: a, from: a.h, return: -1}\n"), "t.yml:1:24: library: unknown key \"return\"; did you mean \"returns\"?");
  EXPECT_EQ(ErrorOf("- {call: a, from: a.h, returns: -1, fails_when: negativ}\n"),
            "t.yml:1:3: library: fails_when: unknown value \"negativ\"; did you mean \"negative\"?");
}

TEST(Library, SaysWhatIsMissingOrWrong) {
  const std::string at = "t.yml:1:3: library: ";
  EXPECT_EQ(ErrorOf("- {from: a.h, returns: -1}"), at + "needs call: the function's qualified name");
  EXPECT_EQ(ErrorOf("- {call: a, returns: -1}"),
            at + "`a` needs from: the header that declares it, so that a function of the target is not meant");
  EXPECT_EQ(ErrorOf("- {call: a, from: a.h}"),
            at + "needs what a failure looks like: returns, throws, error_code, status or stream");
  EXPECT_EQ(ErrorOf("- {call: a, from: a.h, returns: minus}"), at + "returns: expected a number, null, false, errno or -errno, not \"minus\"");
  EXPECT_EQ(ErrorOf("- {call: a, from: a.h, returns: errno}"), at + "returns: errno needs errno: the error's name");
  EXPECT_EQ(ErrorOf("- {call: a, from: a.h, returns: -1, errno: EBUSYY}"),
            at + "unknown error \"EBUSYY\"; expected a name of errno.h, such as EIO");
  EXPECT_EQ(ErrorOf("- {call: a, from: a.h, throws: x(), errno: EIO}"), at + "errno: goes with returns");
  EXPECT_EQ(ErrorOf("- {call: a, from: a.h, returns: -1, makes_call: maybe}"), at + "makes_call: expected true or false, not \"maybe\"");
  EXPECT_EQ(ErrorOf("{call: a}"), "t.yml:1:1: library: expected a list, one entry after a dash");
  EXPECT_TRUE(ErrorOf("- {call: [}").starts_with("t.yml:1:")) << ErrorOf("- {call: [}");
}

TEST(Library, ErrorNames) {
  EXPECT_EQ(ErrorNumber("EAGAIN"), EAGAIN);
  EXPECT_EQ(ErrorNumber("EWOULDBLOCK"), EWOULDBLOCK);
  EXPECT_EQ(ErrorNumber("101"), 101);
  EXPECT_EQ(ErrorNumber("ESOON"), 0);
}

// Every table that the wrapper is built with.
TEST(Library, ShippedTablesAreReadable) {
  size_t entries = 0;
  for (const auto& file : fs::directory_iterator(LIBRARY_TABLES)) {
    std::ifstream in(file.path());
    const auto calls = ReadLibrary(std::string(std::istreambuf_iterator<char>(in), {}), file.path().filename().string());
    ASSERT_TRUE(calls) << calls.error().message;
    entries += calls->size();
  }
  EXPECT_GT(entries, 100U);
}

class LibraryList : public testing::Test {
 protected:
  LibraryList() : directory_(fs::path(testing::TempDir()) / ("csnake-library-" + std::to_string(getpid()))) {
    fs::create_directories(directory_);
  }
  ~LibraryList() override { fs::remove_all(directory_); }

  model::Result<Config> LoadText(const std::string& text) {
    std::ofstream(directory_ / "csnake.yml") << text;
    Sources sources;
    sources.directory = directory_.string();
    return Load(sources);
  }

  fs::path directory_;
};

TEST_F(LibraryList, HoldsFilesAndEntriesInOrder) {
  std::ofstream(directory_ / "mine.yml") << "- {call: \"m::A\", returns: \"false\"}\n- {call: \"m::B\", returns: \"null\"}\n";
  const auto config = LoadText("version: 1\nfaults:\n  library: [mine.yml, {call: \"m::C\", returns: 0}]\n");
  ASSERT_TRUE(config) << config.error().message;
  ASSERT_EQ(config->library.size(), 3U);
  EXPECT_EQ(config->library[0].calls, std::vector<std::string>{"m::A"});
  EXPECT_EQ(config->library[2].calls, std::vector<std::string>{"m::C"});
}

TEST_F(LibraryList, ErrorsNameTheirFile) {
  std::ofstream(directory_ / "mine.yml") << "- {call: \"m::A\", retruns: 0}\n";
  const auto wrong = LoadText("version: 1\nfaults:\n  library: [mine.yml]\n");
  ASSERT_FALSE(wrong);
  EXPECT_TRUE(wrong.error().message.ends_with("mine.yml:1:18: library: unknown key \"retruns\"; did you mean \"returns\"?")) << wrong.error().message;
  const auto missing = LoadText("version: 1\nfaults:\n  library: [none.yml]\n");
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("csnake.yml:3:13: faults.library: cannot read "), std::string::npos) << missing.error().message;
}

}  // namespace
}  // namespace csnake::config
