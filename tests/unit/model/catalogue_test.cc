#include <gtest/gtest.h>

#include "model/site.h"
#include "random_values.h"

namespace csnake::model {
namespace {

Site SiteAt(uint64_t id, int line, std::string excluded = "") {
  Site site;
  site.id = SiteId{id};
  site.file = "a.cc";
  site.line = line;
  site.excluded = std::move(excluded);
  return site;
}

Catalogue With(Site site) {
  Catalogue catalogue;
  catalogue.sites.emplace(site.id, std::move(site));
  return catalogue;
}

TEST(Catalogue, RoundTripOfWhateverCanBeHeld) {
  const unsigned seed = NewSeed();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomValues values(seed);
  for (int i = 0; i < 1'000; ++i) {
    const Catalogue catalogue = values.SomeCatalogue();
    const std::string text = Encode(catalogue);
    const auto decoded = DecodeCatalogue(text);
    ASSERT_TRUE(decoded) << decoded.error().message << "\n" << text;
    ASSERT_EQ(*decoded, catalogue) << text;
    EXPECT_EQ(decoded->Fingerprint(), catalogue.Fingerprint());
  }
}

TEST(Catalogue, DamagedTextNeverCrashes) {
  const unsigned seed = NewSeed();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomValues values(seed);
  for (int i = 0; i < 5'000; ++i) {
    std::string text = Encode(values.SomeCatalogue());
    for (size_t damage = values.Below(5) + 1; damage > 0; --damage) {
      const size_t at = values.Below(text.size());
      if (values.Below(3) == 0) text.erase(at, values.Below(20));
      else if (values.Below(3) == 0) text.insert(at, text.substr(values.Below(text.size()), values.Below(40)));
      else text[at] = static_cast<char>(values.Below(256));
      if (text.empty()) break;
    }
    const auto decoded = DecodeCatalogue(text);
    if (decoded) ASSERT_EQ(DecodeCatalogue(Encode(*decoded)), *decoded) << text;
    else ASSERT_EQ(decoded.error().code, Code::kCorrupt);
  }
}

TEST(Catalogue, RecordsThatAreWrongAreNamedByNumber) {
  const std::string head = "csnake-catalogue\t4\n";
  for (const char* record : {"X\t1", "S\t1", "F\t1\tname", "B\t5\t0\t1\ttrue", "F\tzz\tn\tf\t1\t0", "M", "U\tone", "csnake-catalogue\t1",
                             "F\t5\tn\tf\t1\t0\nB\t5\t64\t1\ttrue", "F\t5\tn\tf\t1\t0\nB\t5\t-1\t1\ttrue", "F\t5\tn\tf\t1\t0\nB\t5\t0\t1\t(and"}) {
    const auto decoded = DecodeCatalogue(head + record + "\n");
    ASSERT_FALSE(decoded) << record;
    const bool second = std::string_view(record).find('\n') != std::string_view::npos;
    EXPECT_NE(decoded.error().message.find(second ? "record 3" : "record 2"), std::string::npos) << decoded.error().message;
  }
  EXPECT_TRUE(DecodeCatalogue(head + "\n\n"));
  EXPECT_TRUE(DecodeCatalogue(""));
}

TEST(Catalogue, AUnitOnceWithoutHooksStaysKnown) {
  Catalogue merged;
  for (const char* reason : {"", "does not compile", "", "something else"}) {
    Catalogue part;
    part.units["a.cc"] = reason;
    merged.Merge(std::move(part));
  }
  EXPECT_EQ(merged.units["a.cc"], "does not compile");
}

TEST(Catalogue, MergingPrefersWhatIsHooked) {
  Catalogue merged = With(SiteAt(1, 10, "constant bounds"));
  merged.Merge(With(SiteAt(1, 11)));
  merged.Merge(With(SiteAt(1, 12)));
  merged.Merge(With(SiteAt(1, 13, "other")));
  merged.Merge(With(SiteAt(2, 20, "why")));
  EXPECT_EQ(merged.Find(SiteId{1})->line, 11);
  EXPECT_EQ(merged.Find(SiteId{1})->excluded, "");
  EXPECT_EQ(merged.Find(SiteId{2})->excluded, "why");
  EXPECT_EQ(merged.Find(SiteId{3}), nullptr);
  EXPECT_EQ(merged.Find(FunctionId{1}), nullptr);
}

TEST(Catalogue, FingerprintIgnoresMoves) {
  const Catalogue here = With(SiteAt(1, 10));
  Catalogue there = With(SiteAt(1, 99));
  there.sites.at(SiteId{1}).file = "b.cc";
  there.Merge(With(SiteAt(2, 1, "excluded")));
  EXPECT_EQ(here.Fingerprint(), there.Fingerprint());
  Catalogue guarded = here;
  guarded.sites.at(SiteId{1}).guard = 0;
  EXPECT_NE(here.Fingerprint(), guarded.Fingerprint());
  Catalogue branched = here;
  branched.functions[FunctionId{5}].branches = {{0, 1, Apply(Op::kTrue, {})}};
  Catalogue other = branched;
  other.functions[FunctionId{5}].branches = {{0, 1, Apply(Op::kFalse, {})}};
  EXPECT_NE(branched.Fingerprint(), other.Fingerprint());
  EXPECT_NE(here.Fingerprint(), With(SiteAt(3, 10)).Fingerprint());
}

TEST(Catalogue, TermsAreStableUnlessTheirFieldIsAssigned) {
  Catalogue catalogue;
  catalogue.mutated = {"kv::Node::options_"};
  EXPECT_FALSE(catalogue.IsStable("kv::Node::options_.replicas"));
  EXPECT_FALSE(catalogue.IsStable("kv::Node::options_"));
  EXPECT_TRUE(catalogue.IsStable("kv::Node::options_2"));
  EXPECT_TRUE(catalogue.IsStable("kv::Node::limit"));
  EXPECT_FALSE(catalogue.IsStable("kv::Node::options_.flags & 4"));
  EXPECT_FALSE(catalogue.IsStable("kv::Node::limit % (kv::Node::options_.parts + 1)"));
  EXPECT_TRUE(catalogue.IsStable("kv::Node::limit % 2"));
}

}  // namespace
}  // namespace csnake::model
