// Ids of fault points are those of their function and text: what stands around changes none (method 1).
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "programs.h"
#include "store/binary_catalogue.h"

namespace csnake::golden {
namespace {

// The fault points of a unit, by id.
std::map<std::string, model::Site> SitesOf(const std::string& source, const std::string& file = "unit.cc") {
  const Scratch scratch;
  std::ofstream(scratch.Path(file)) << source;
  std::ofstream(scratch.Path("csnake.yml")) << "version: 1\n";
  const Outcome outcome = Execute(scratch, {std::string(GOLDEN_WRAPPERS) + "/csnake-c++", "-std=c++20", "-c", file, "-o", "unit.o"},
                                  {{"CSNAKE_STRICT", "1"}, {"CSNAKE_CLANG", GOLDEN_CLANG}, {"CSNAKE_CLANGXX", GOLDEN_CLANGXX}});
  EXPECT_EQ(outcome.status, 0) << outcome.errors;
  const auto catalogue = store::ReadBinaryCatalogue(scratch.Path("unit.o"));
  if (!catalogue) ADD_FAILURE() << catalogue.error().message;
  std::map<std::string, model::Site> sites;
  for (const auto& [id, site] : catalogue ? catalogue->sites : std::map<model::SiteId, model::Site>()) sites.emplace(model::ToHex(id.value), site);
  return sites;
}

// The ids of the hooked ones by their text, with a number behind it when several share a text.
std::map<std::string, std::string> IdsOf(const std::string& source, const std::string& file = "unit.cc") {
  std::vector<model::Site> sites;
  for (const auto& [id, site] : SitesOf(source, file))
    if (site.excluded.empty()) sites.push_back(site);
  std::ranges::sort(sites, {}, [](const model::Site& site) { return std::pair(site.line, site.column); });
  std::map<std::string, std::string> ids;
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

const std::string kBefore = R"(#include <stdexcept>
namespace kv {
int Other(int n) { if (n > 9) throw std::logic_error("other"); return n; }
)";
const std::string kMiddle = R"(
enum class Code { kOk, kBusy };
class Queue {
 public:
  bool IsFull() const { return size_ > 3; }
  Code Push(int n) {
    if (IsFull()) return Code::kBusy;
    if (n < 0) throw std::invalid_argument("negative");
    switch (n) { case 7: throw std::logic_error("seven"); default: break; }
    if (++size_ > most_) { size_ = 0; dropped_ = true; }
    for (int i = 0; i < n; ++i) Sink(i);
    return n > 5 ? Code::kBusy : Code::kOk;
  }
 private:
  void Sink(int n);
  int size_ = 0, most_ = 9;
  bool dropped_ = false;
};
int Use(Queue& q, int n) { return q.Push(n) == Code::kOk ? 0 : -1; }
)";
const std::string kAfter = "}\n";

// Of the sites below a line, without those whose text has some words.
std::set<std::string> Ids(const std::map<std::string, model::Site>& sites, int below, const std::string& but = "\n") {
  std::set<std::string> ids;
  for (const auto& [id, site] : sites)
    if (site.line > below && site.text.find(but) == std::string::npos) ids.insert(id);
  return ids;
}

constexpr int kOtherLine = 3;  // The line of another function.

TEST(Identity, EveryKindIsThere) {
  std::map<model::Kind, int> kinds;
  for (const auto& [id, site] : SitesOf(kBefore + kMiddle + kAfter)) kinds[site.kind] += site.excluded.empty() ? 1 : 0;
  for (const model::Kind kind : {model::Kind::kThrow, model::Kind::kErrorReturn, model::Kind::kNegation, model::Kind::kDetector, model::Kind::kDelay})
    EXPECT_GE(kinds[kind], 1) << model::ToName(kind);
}

TEST(Identity, LinesAboveChangeNothing) {
  const auto sites = SitesOf(kBefore + kMiddle + kAfter);
  const auto moved = SitesOf("// one\n\n// two\n" + kBefore + "\nint Added(int n) { return n ? n : throw 5; }\n" + kMiddle + kAfter);
  for (const auto& [id, site] : sites) {
    ASSERT_TRUE(moved.contains(id)) << site.text;
    EXPECT_EQ(moved.at(id).text, site.text);
    EXPECT_GT(moved.at(id).line, site.line);
  }
}

TEST(Identity, NamesOfOtherFunctionsChangeNothing) {
  std::string renamed = kBefore;
  renamed.replace(renamed.find("Other"), 5, "Quite");
  const auto sites = SitesOf(kBefore + kMiddle + kAfter);
  const auto after = SitesOf(renamed + kMiddle + kAfter);
  EXPECT_EQ(Ids(sites, kOtherLine), Ids(after, kOtherLine));
  EXPECT_NE(Ids(sites, 0), Ids(after, 0));
}

TEST(Identity, ItsOwnFunctionAndTextDoChange) {
  std::string edited = kMiddle;
  edited.replace(edited.find("\"negative\""), 10, "\"below 0\"");
  const auto sites = SitesOf(kBefore + kMiddle + kAfter);
  const auto after = SitesOf(kBefore + edited + kAfter);
  EXPECT_NE(Ids(sites, 0), Ids(after, 0));
  EXPECT_EQ(Ids(sites, 0, "\"negative\""), Ids(after, 0, "\"below 0\""));
}

}  // namespace
}  // namespace csnake::golden
