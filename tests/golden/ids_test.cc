// Ids of sites are those of their function and text: edits elsewhere change none (method 1).
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "programs.h"
#include "store/binary_catalogue.h"

namespace csnake::golden {
namespace {

// The ids of the fault points by their text, of a program of one file; with a number behind it when several share a text.
std::map<std::string, std::string> IdsOf(const std::string& source, const std::string& file = "unit.cc") {
  const Scratch scratch;
  std::ofstream(scratch.Path(file)) << source;
  std::ofstream(scratch.Path("csnake.yml")) << "version: 1\n";
  const Outcome outcome = Execute(scratch, {std::string(GOLDEN_WRAPPERS) + "/csnake-c++", "-std=c++20", file, "-o", "program"},
      {{"CSNAKE_STRICT", "1"}, {"CSNAKE_CLANG", GOLDEN_CLANG}, {"CSNAKE_CLANGXX", GOLDEN_CLANGXX}});
  EXPECT_EQ(outcome.status, 0) << outcome.errors;
  std::map<std::string, std::string> ids;
  const auto catalogue = store::ReadBinaryCatalogue(scratch.Path("program"));
  if (!catalogue) ADD_FAILURE() << catalogue.error().message;
  std::vector<model::Site> sites;
  for (const auto& [id, site] : catalogue ? catalogue->sites : std::map<model::SiteId, model::Site>())
    if (site.excluded.empty()) sites.push_back(site);
  std::ranges::sort(sites, {}, [](const model::Site& site) { return std::pair(site.line, site.column); });
  std::map<std::string, int> seen;
  for (const model::Site& site : sites) ids[site.text + "#" + std::to_string(seen[site.text]++)] = model::ToHex(site.id.value);
  return ids;
}

const std::string kHead = "#include <stdexcept>\n#include <unistd.h>\n";
const std::string kOther = "static int Other(int n) {\n  if (n > 5) throw std::out_of_range(\"other\");\n  return n;\n}\n";
const std::string kCheck = "static int Check(int n) {\n  for (int i = 0; i < n; ++i) usleep(1);\n  if (n > 5) throw std::out_of_range(\"check\");\n"
                           "  if (n == 3) return -1;\n  if (n == 4) return -1;\n  return n;\n}\n";
const std::string kMain = "int main() { return Check(0) + Other(0); }\n";

TEST(SiteIds, EditsAboveAndMovedLinesKeepThem) {
  const auto ids = IdsOf(kHead + kOther + kCheck + kMain);
  EXPECT_GE(ids.size(), 5u);
  EXPECT_EQ(IdsOf(kHead + "\n\n// A comment.\nstatic const int kNew = 7;\nint Use() { return kNew; }\n" + kOther + kCheck + kMain), ids);
  EXPECT_EQ(IdsOf(kHead + kCheck + kOther + kMain), ids);
}

TEST(SiteIds, LayoutInsideTheFunctionKeepsThem) {
  const auto ids = IdsOf(kHead + kOther + kCheck + kMain);
  std::string spaced = kHead + kOther + kCheck + kMain;
  const std::string space = "\n\n    /* why */ ";
  for (size_t at = spaced.find("  if"); at != std::string::npos; at = spaced.find("  if", at + space.size() + 1)) spaced.insert(at, space);
  EXPECT_EQ(IdsOf(spaced), ids);
}

TEST(SiteIds, AnotherFunctionsNameAndBodyKeepThem) {
  auto ids = IdsOf(kHead + kOther + kCheck + kMain);
  std::string renamed = kHead + kOther + kCheck + kMain;
  for (size_t at = renamed.find("Other"); at != std::string::npos; at = renamed.find("Other")) renamed.replace(at, 5, "Renamed");
  auto after = IdsOf(renamed);
  const std::string other = "throw std::out_of_range(\"other\")#0";
  EXPECT_NE(after[other], ids[other]);
  ids.erase(other);
  after.erase(other);
  EXPECT_EQ(after, ids);
}

TEST(SiteIds, TheSameTextInAnotherFunctionOrFileIsAnotherSite) {
  const auto ids = IdsOf(kHead + kOther + kCheck + kMain);
  const auto elsewhere = IdsOf(kHead + kOther + kCheck + kMain, "other.cc");
  for (const auto& [text, id] : ids) EXPECT_NE(elsewhere.at(text), id) << text << ": static functions of two files";
  EXPECT_NE(ids.at("return -1#0"), ids.at("return -1#1"));
}

}  // namespace
}  // namespace csnake::golden
