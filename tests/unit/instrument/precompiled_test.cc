#include "instrument/precompiled.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace csnake::instrument {
namespace {

using Words = std::vector<std::string>;

class Precompiled : public testing::Test {
 protected:
  Precompiled() : header_(testing::TempDir() + "csnake-pch-" + std::to_string(getpid()) + ".h") {}
  ~Precompiled() override {
    for (const char* ending : {".gch", ".pch"}) std::filesystem::remove(header_ + ending);
  }
  void Make(const std::string& ending) { std::ofstream(header_ + ending) << "x"; }
  Words Text() const { return {"-Xclang", "-include", "-Xclang", header_}; }

  std::string header_;
};

TEST_F(Precompiled, WithoutOneNothingChanges) {
  const Words words = {"-O2", "-include", header_, "-Xclang", "-include", "-Xclang", "y.h", "-DX"};
  EXPECT_EQ(WithHeaderText(words, ""), words);
}

TEST_F(Precompiled, BesideTheHeader) {
  for (const char* ending : {".gch", ".pch"}) {
    Make(ending);
    EXPECT_EQ(WithHeaderText({"-include", header_}, ""), Text());
    std::filesystem::remove(header_ + ending);
  }
}

TEST_F(Precompiled, NamedByItself) {
  EXPECT_EQ(WithHeaderText({"-include-pch", header_ + ".pch"}, ""), Text());
  EXPECT_EQ(WithHeaderText({"-Xclang", "-include-pch", "-Xclang", header_ + ".gch"}, ""), Text());
}

TEST_F(Precompiled, WithItsHeaderBehindIt) {
  EXPECT_EQ(WithHeaderText({"-Xclang", "-include-pch", "-Xclang", header_ + ".pch", "-Xclang", "-include", "-Xclang", header_}, ""), Text());
}

TEST_F(Precompiled, OtherInclusionsKeepTheirOrderBehindIt) {
  Words expected = Text();
  expected.insert(expected.end(), {"-Xclang", "-include", "-Xclang", "config.h"});
  EXPECT_EQ(WithHeaderText({"-include-pch", header_ + ".pch", "-include", "config.h"}, ""), expected);
  EXPECT_EQ(WithHeaderText({"-include"}, ""), Words{"-include"});
}

TEST_F(Precompiled, ASystemHeaderByPragmaIsNone) {
  std::ofstream(header_) << "#ifdef __clang__\n#pragma clang system_header\n#endif\n#include \"own.h\"\n";
  const std::filesystem::path scratch = header_ + ".scratch";
  std::filesystem::create_directory(scratch);
  Words expected = Text();
  expected.insert(expected.end(), {"-ivfsoverlay", (scratch / "overlay.yaml").string()});
  EXPECT_EQ(WithHeaderText({"-include-pch", header_ + ".pch"}, scratch), expected);
  std::ifstream in(scratch / "header0");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "#ifdef __clang__\n\n#endif\n#include \"own.h\"\n");
  std::filesystem::remove_all(scratch);
  std::filesystem::remove(header_);
}

}  // namespace
}  // namespace csnake::instrument
