// Every case under cases/ (case_file.h says what they claim): does the instrumenter find and hook what it should, does
// the program keep its meaning, and does each fault do what the case says?
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "case_file.h"
#include "model/run.h"
#include "programs.h"
#include "store/binary_catalogue.h"
#include "store/spool_reader.h"
#include "table.h"

namespace csnake::golden {
namespace {

namespace fs = std::filesystem;

const std::string kCases = GOLDEN_CASES;
constexpr int64_t kDelayNs = 1'000'000;
constexpr int64_t kDelayTotalNs = 3'000'000;
constexpr int64_t kThreadsMost = 4;  // In a loop of any case: what sleeps at once counts once.

std::string Place(const Expectation& e) { return e.file + ":" + std::to_string(e.line); }
std::string Place(const model::Site& s) { return s.file + ":" + std::to_string(s.line); }

class Golden : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    case_ = ReadCase(kCases, GetParam());
    for (const std::string& mistake : case_.mistakes) ADD_FAILURE() << mistake;
    std::ofstream project(scratch_.Path("csnake.yml"));
    project << "version: 1\nproject:\n  root: " << kCases << "\n" << case_.config;
    if (!case_.library.empty()) project << "faults:\n  library:\n";
    for (const std::string& entry : case_.library) project << "    - " << entry << "\n";
  }

  void TearDown() override {
    row_.name = GetParam();
    row_.passed = !HasFailure();
    KeepRow(row_);
  }

  // Compiles one source of the case.
  void Compile(const std::string& compiler, const std::string& source, std::vector<std::string> more, const Environment& environment) {
    std::vector<std::string> command = {compiler, "-O2", "-Wall", "-Wextra", "-Wshadow", "-Werror"};
    if (IsC(source) == IsC(GetParam())) command.insert(command.end(), case_.flags.begin(), case_.flags.end());
    command.push_back(kCases + "/" + source);
    command.insert(command.end(), more.begin(), more.end());
    const Outcome outcome = Execute(scratch_, command, environment);
    ASSERT_EQ(outcome.status, 0) << source << " does not compile:\n" << outcome.errors;
    ASSERT_EQ(outcome.errors, "");
  }

  // Compiles and links the case; `compilers` are the one for C and the one for C++.
  void Build(const std::string& c, const std::string& cxx, const std::string& program, const Environment& environment) {
    std::vector<std::string> link = {cxx};
    for (const std::string& source : case_.sources) {
      const std::string object = scratch_.Path(program + std::to_string(link.size()) + ".o");
      ASSERT_NO_FATAL_FAILURE(Compile(IsC(source) ? c : cxx, source, {"-c", "-o", object}, environment));
      link.push_back(object);
    }
    ASSERT_NO_FATAL_FAILURE(Link(link, {"-o", scratch_.Path(program), "-pthread"}, environment));
    if (case_.shared.empty()) return;
    const std::string object = scratch_.Path(program + ".so.o");
    ASSERT_NO_FATAL_FAILURE(Compile(IsC(case_.shared) ? c : cxx, case_.shared, {"-fPIC", "-c", "-o", object}, environment));
    Link({cxx}, {"-shared", object, "-o", scratch_.Path(program + ".so")}, environment);
  }

  void Link(std::vector<std::string> command, const std::vector<std::string>& more, const Environment& environment) {
    command.insert(command.end(), more.begin(), more.end());
    const Outcome outcome = Execute(scratch_, command, environment);
    ASSERT_EQ(outcome.status, 0) << "does not link:\n" << outcome.errors;
  }

  void BuildBoth() {
    ASSERT_NO_FATAL_FAILURE(Build(GOLDEN_CLANG, GOLDEN_CLANGXX, "plain", {}));
    const std::string wrappers = GOLDEN_WRAPPERS;
    ASSERT_NO_FATAL_FAILURE(Build(wrappers + "/csnake-cc", wrappers + "/csnake-c++", "hooked",
        {{"CSNAKE_STRICT", "1"}, {"CSNAKE_DEBUG", "1"}, {"CSNAKE_CONFIG", scratch_.Path("csnake.yml")},
         {"CSNAKE_CLANG", GOLDEN_CLANG}, {"CSNAKE_CLANGXX", GOLDEN_CLANGXX}}));
    auto catalogue = store::ReadBinaryCatalogue(scratch_.Path("hooked"));
    ASSERT_TRUE(catalogue) << catalogue.error().message;
    catalogue_ = *std::move(catalogue);
    if (case_.shared.empty()) return;
    auto library = store::ReadBinaryCatalogue(scratch_.Path("hooked.so"));
    ASSERT_TRUE(library) << library.error().message;
    catalogue_.Merge(*std::move(library));
  }

  Outcome RunHooked(const std::string& name, const std::string& fault, model::Run& run) {
    const std::string spools = scratch_.NewFolder(name);
    const Outcome outcome = Execute(scratch_, {scratch_.Path("hooked")}, {{"CSNAKE_SPOOL", spools}, {"CSNAKE_FAULT", fault}});
    const auto read = store::ReadSpools(spools, run);
    EXPECT_TRUE(read) << read.error().message;
    EXPECT_GE(run.processes, 1);
    for (const auto& [loss, count] : run.losses)
      if (std::ranges::find(case_.loses, loss) == case_.loses.end()) ADD_FAILURE() << name << " lost " << count << " " << loss;
    return outcome;
  }

  // Sites of a kind on the line of an expectation, by column.
  std::vector<model::Site> SitesAt(const Expectation& e, bool hooked) const {
    std::vector<model::Site> sites;
    for (const auto& [id, site] : catalogue_.sites)
      if (site.kind == e.kind && site.file == e.file && site.line == e.line && site.excluded.empty() == hooked) sites.push_back(site);
    std::ranges::sort(sites, {}, &model::Site::column);
    return sites;
  }

  void CheckCandidates();
  void CheckFault(const Expectation& e, const model::Site& site);
  void CheckFaults();
  void CheckCounts();
  void CheckContext(const Expectation& e, const model::ObservationKey& key);
  void CheckLoops();
  void CheckPredicates();
  void CheckFormulas();

  CaseFile case_;
  Scratch scratch_;
  model::Catalogue catalogue_;
  Outcome plain_;
  model::Run unarmed_;
  Row row_;
};

// Every hooked site is expected, every excluded one that is claimed has that reason.
void Golden::CheckCandidates() {
  std::map<std::pair<std::string, model::Kind>, int> expected;
  for (const Expectation& e : case_.expectations) {
    if (e.claim == Claim::kHooked) ++expected[{Place(e), e.kind}];
    if (e.claim != Claim::kExcluded) continue;
    const auto sites = SitesAt(e, false);
    const auto fits = [&](const model::Site& site) { return site.excluded.find(e.text) != std::string::npos; };
    EXPECT_TRUE(std::ranges::any_of(sites, fits)) << Place(e) << ": no " << model::ToName(e.kind) << " is excluded because of \""
        << e.text << "\"" << (sites.empty() ? "" : "; it is because of \"" + sites[0].excluded + "\"");
  }
  for (const auto& [id, site] : catalogue_.sites)
    if (site.excluded.empty() && site.kind != model::Kind::kBranch) --expected[{Place(site), site.kind}];
  for (const auto& [what, difference] : expected) {
    if (difference > 0) ADD_FAILURE() << what.first << ": " << difference << " expected " << model::ToName(what.second) << " not hooked";
    if (difference < 0) ADD_FAILURE() << what.first << ": " << -difference << " hooked " << model::ToName(what.second) << " not expected";
  }
  if (!HasFailure()) return;
  for (const auto& [id, s] : catalogue_.sites)
    if (!s.excluded.empty()) std::printf("  excluded %s %s: %s\n", Place(s).c_str(), s.text.c_str(), s.excluded.c_str());
}

void Golden::CheckFault(const Expectation& e, const model::Site& site) {
  SCOPED_TRACE(Place(e) + " " + std::string(model::ToName(e.kind)) + " " + site.text);
  const bool delay = e.kind == model::Kind::kDelay;
  const std::string fault = model::ToHex(site.id.value) + ":" + std::to_string(e.value) + ":1:1:" +
                            (delay ? std::to_string(kDelayNs) + ":" + std::to_string(kDelayTotalNs) : "0:0");
  model::Run run;
  run.fault = model::Fault{site.id, e.kind, static_cast<uint8_t>(e.value)};
  const Outcome outcome = RunHooked("armed-" + std::to_string(e.value) + model::ToHex(site.id.value), fault, run);
  if (delay) {
    EXPECT_EQ(outcome.out, plain_.out);
    EXPECT_EQ(outcome.status, plain_.status);
    EXPECT_GE(run.injection.fired, 1u);
    EXPECT_GE(run.injection.slept_ns, kDelayNs);
    EXPECT_LE(run.injection.slept_ns, kDelayTotalNs * run.processes * kThreadsMost);
    row_.placed += run.injection.fired > 0;
    row_.right += outcome.out == plain_.out && outcome.status == plain_.status;
    return;
  }
  row_.placed += run.injection.fired > 0;
  EXPECT_GE(run.injection.fired, 1u) << "never fired";
  EXPECT_LE(run.injection.fired, static_cast<uint64_t>(run.processes));
  row_.right += run.injection.fired > 0 && outcome.out.find(e.text) != std::string::npos;
  if (e.text.empty()) return;
  EXPECT_EQ(plain_.out.find(e.text), std::string::npos) << "is printed without the fault as well";
  EXPECT_NE(outcome.out.find(e.text), std::string::npos) << "not printed: " << e.text << "\nbut:\n" << outcome.out << outcome.errors;
}

void Golden::CheckFaults() {
  std::map<std::pair<std::string, model::Kind>, size_t> done;  // Two of a kind on one line: in the order of columns.
  for (const Expectation& e : case_.expectations) {
    if (e.claim != Claim::kHooked) continue;
    const auto sites = SitesAt(e, true);
    const size_t index = done[{Place(e), e.kind}]++;
    ++row_.expected;
    if (index >= sites.size()) continue;
    ++row_.found;
    CheckFault(e, sites[index]);
  }
}

// Counts and contexts of the unarmed run.
void Golden::CheckCounts() {
  for (const Expectation& e : case_.expectations) {
    const bool of_loop = e.claim == Claim::kIterations || e.claim == Claim::kInside;
    if (!of_loop && e.claim != Claim::kOccurs && e.claim != Claim::kFrom) continue;
    uint64_t count = 0;
    std::set<model::SiteId> sites;
    for (const auto& [id, site] : catalogue_.sites) {
      const bool loop = site.kind == model::Kind::kDelay;
      const bool meant = site.excluded.empty() && site.kind != model::Kind::kBranch && (loop == of_loop || e.claim == Claim::kFrom);
      if (meant && Place(site) == Place(e)) sites.insert(id);
    }
    ASSERT_EQ(sites.size(), 1u) << Place(e) << ": this needs one site on its line";
    const model::Site& site = catalogue_.sites.at(*sites.begin());
    for (const auto& [key, seen] : unarmed_.observations) {
      if (key.site != site.id) continue;
      if (key.value == (site.kind == model::Kind::kNegation || site.kind == model::Kind::kDetector ? 1 : 0)) count += seen.count;
      CheckContext(e, key);
    }
    if (e.claim == Claim::kIterations || e.claim == Claim::kOccurs) EXPECT_EQ(count, static_cast<uint64_t>(e.value)) << Place(e);
  }
}

void Golden::CheckContext(const Expectation& e, const model::ObservationKey& key) {
  if (e.claim == Claim::kInside) {
    const model::Site* parent = catalogue_.Find(key.parent_loop);
    EXPECT_EQ(parent ? parent->line : 0, e.value) << Place(e);
  } else if (e.claim == Claim::kFrom) {
    const model::Function* caller = catalogue_.Find(key.callers[0]);
    EXPECT_EQ(caller ? caller->name : "", e.text) << Place(e);
  }
}

void Golden::CheckLoops() {
  for (const Expectation& e : case_.expectations) {
    if (e.claim != Claim::kPaced && e.claim != Claim::kInLoop) continue;
    const bool paced = e.claim == Claim::kPaced;
    Expectation site = e;
    site.kind = paced ? model::Kind::kDelay : model::Kind::kThrow;
    const auto sites = SitesAt(site, true);
    ASSERT_EQ(sites.size(), 1u) << Place(e) << ": this needs one hooked " << (paced ? "loop" : "throw") << " on its line";
    EXPECT_EQ(paced ? static_cast<int>(sites[0].pause) : static_cast<int>(sites[0].in_loop), e.value) << Place(e);
  }
}

void Golden::CheckPredicates() {
  std::map<std::string, std::set<model::FunctionId>> asked = {{"nothing", {model::FunctionId{}}}};
  for (const Expectation& e : case_.expectations) {
    if (e.claim != Claim::kAsks) continue;
    Expectation site = e;
    site.kind = model::Kind::kNegation;
    const auto sites = SitesAt(site, true);
    ASSERT_EQ(sites.size(), 1u) << Place(e) << ": this needs one hooked negation on its line";
    asked[e.text].insert(sites[0].asks);
  }
  std::set<model::FunctionId> all;
  for (const auto& [text, predicates] : asked) {
    EXPECT_EQ(predicates.size(), 1u) << "those that ask " << text << " do not ask the same";
    EXPECT_TRUE(all.insert(*predicates.begin()).second) << "what asks " << text << " asks the same as another";
  }
}

void Golden::CheckFormulas() {
  for (const Expectation& e : case_.expectations) {
    if (e.claim != Claim::kWhen) continue;
    std::set<std::string> found;
    for (const auto& [id, function] : catalogue_.functions)
      for (const model::Branch& branch : function.branches)
        if (function.file == e.file && branch.line == e.line) found.insert(model::ToText(branch.condition));
    EXPECT_TRUE(found.contains(e.text)) << Place(e) << ": expected " << e.text << "\nfound " << testing::PrintToString(found);
  }
}

TEST_P(Golden, Case) {
  ASSERT_NO_FATAL_FAILURE(BuildBoth());
  plain_ = Execute(scratch_, {scratch_.Path("plain")});
  const Outcome unrecorded = Execute(scratch_, {scratch_.Path("hooked")});
  EXPECT_EQ(unrecorded.out, plain_.out);
  EXPECT_EQ(unrecorded.status, plain_.status) << unrecorded.errors;
  const Outcome recorded = RunHooked("unarmed", "", unarmed_);
  EXPECT_EQ(recorded.out, plain_.out);
  EXPECT_EQ(recorded.status, plain_.status) << recorded.errors;
  row_.same = !HasFailure();
  CheckCandidates();
  CheckFaults();
  CheckCounts();
  CheckLoops();
  CheckPredicates();
  CheckFormulas();
}

std::vector<std::string> Cases() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kCases))
    if (entry.is_regular_file() && (entry.path().extension() == ".cc" || entry.path().extension() == ".c"))
      names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

INSTANTIATE_TEST_SUITE_P(, Golden, testing::ValuesIn(Cases()), [](const auto& info) {
  std::string name = info.param;
  std::ranges::replace_if(name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
  return name;
});

}  // namespace
}  // namespace csnake::golden

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--table") return csnake::golden::PrintTable(argv[0]);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
