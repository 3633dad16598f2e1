// Ids of fault points do not change with what stands around their functions.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>

#include "programs.h"
#include "store/binary_catalogue.h"

namespace csnake::golden {
namespace {

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

std::map<std::string, model::Site> SitesOf(const Scratch& scratch, const std::string& text) {
  std::ofstream(scratch.Path("unit.cc")) << text;
  std::ofstream(scratch.Path("csnake.yml")) << "version: 1\n";
  const Outcome outcome = Execute(scratch, {std::string(GOLDEN_WRAPPERS) + "/csnake-c++", "-std=c++20", "-c", "unit.cc", "-o", "unit.o"},
                                  {{"CSNAKE_STRICT", "1"}, {"CSNAKE_CLANG", GOLDEN_CLANG}, {"CSNAKE_CLANGXX", GOLDEN_CLANGXX}});
  EXPECT_EQ(outcome.status, 0) << outcome.errors;
  const auto catalogue = store::ReadBinaryCatalogue(scratch.Path("unit.o"));
  EXPECT_TRUE(catalogue) << catalogue.error().message;
  std::map<std::string, model::Site> sites;
  for (const auto& [id, site] : catalogue ? catalogue->sites : std::map<model::SiteId, model::Site>{}) sites.emplace(model::ToHex(id.value), site);
  return sites;
}

// Of the sites below a line, without those whose text has some words.
std::set<std::string> Ids(const std::map<std::string, model::Site>& sites, int below, const std::string& but = "\n") {
  std::set<std::string> ids;
  for (const auto& [id, site] : sites)
    if (site.line > below && site.text.find(but) == std::string::npos) ids.insert(id);
  return ids;
}

constexpr int kOther = 3;  // The line of another function.

TEST(Identity, EveryKindIsThere) {
  const Scratch scratch;
  std::map<model::Kind, int> kinds;
  for (const auto& [id, site] : SitesOf(scratch, kBefore + kMiddle + kAfter)) kinds[site.kind] += site.excluded.empty() ? 1 : 0;
  for (const model::Kind kind : {model::Kind::kThrow, model::Kind::kErrorReturn, model::Kind::kNegation, model::Kind::kDetector, model::Kind::kDelay})
    EXPECT_GE(kinds[kind], 1) << model::ToName(kind);
}

TEST(Identity, LinesAboveChangeNothing) {
  const Scratch scratch;
  const auto sites = SitesOf(scratch, kBefore + kMiddle + kAfter);
  const auto moved = SitesOf(scratch, "// one\n\n// two\n" + kBefore + "\nint Added(int n) { return n ? n : throw 5; }\n" + kMiddle + kAfter);
  for (const auto& [id, site] : sites) {
    ASSERT_TRUE(moved.contains(id)) << site.text;
    EXPECT_EQ(moved.at(id).text, site.text);
    EXPECT_GT(moved.at(id).line, site.line);
  }
}

TEST(Identity, NamesOfOtherFunctionsChangeNothing) {
  const Scratch scratch;
  std::string renamed = kBefore;
  renamed.replace(renamed.find("Other"), 5, "Quite");
  const auto sites = SitesOf(scratch, kBefore + kMiddle + kAfter);
  const auto after = SitesOf(scratch, renamed + kMiddle + kAfter);
  EXPECT_EQ(Ids(sites, kOther), Ids(after, kOther));
  EXPECT_NE(Ids(sites, 0), Ids(after, 0));
}

TEST(Identity, ItsOwnFunctionAndTextDoChange) {
  const Scratch scratch;
  std::string edited = kMiddle;
  edited.replace(edited.find("\"negative\""), 10, "\"below 0\"");
  const auto sites = SitesOf(scratch, kBefore + kMiddle + kAfter);
  const auto after = SitesOf(scratch, kBefore + edited + kAfter);
  EXPECT_NE(Ids(sites, 0), Ids(after, 0));
  EXPECT_EQ(Ids(sites, 0, "\"negative\""), Ids(after, 0, "\"below 0\""));
}

}  // namespace
}  // namespace csnake::golden
