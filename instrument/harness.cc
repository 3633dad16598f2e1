#include "instrument/harness.h"

#include <algorithm>
#include <array>

#include "instrument/edits.h"

namespace csnake::instrument {
namespace {

// What the name of a function that is a test's body ends with (GoogleTest, Boost.Test) ...
constexpr std::array<std::string_view, 3> kEndings = {"::TestBody", "::test_method", "case::_impl"};
// ... or begins with, a number behind it (Catch2 of versions 2 and 3, doctest).
constexpr std::array<std::string_view, 3> kBeginnings = {"C_A_T_C_H_T_E", "CATCH2_INTERNAL_T", "DOCTEST_ANON_"};

constexpr std::string_view kGtestFatal = "return ::testing::internal::AssertHelper(::testing::TestPartResult::kFatalFailure";

// A word that makes an assertion fatal, and the one that does not. Of doctest's word more letters may follow.
struct Level {
  std::string_view fatal;
  std::string_view mild;
};
constexpr std::array<Level, 3> kLevels = {{{"Catch::ResultDisposition::Normal", "Catch::ResultDisposition::ContinueOnFailure"},
                                           {"doctest::assertType::DT_REQUIRE", "doctest::assertType::DT_CHECK"},
                                           {"::boost::test_tools::tt_detail::REQUIRE", "::boost::test_tools::tt_detail::CHECK"}}};

bool IsWord(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

// Skips white space and line markers.
size_t SkipSpace(std::string_view text, size_t at) {
  for (bool line_start = false; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '#' && line_start) {
      at = text.find('\n', at);
      if (at == std::string_view::npos) return text.size();
    } else if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
      return at;
    }
    line_start = text[at] == '\n';
  }
  return at;
}

// Skips a word that stands at `at`.
size_t Skip(std::string_view text, size_t at, std::string_view word) {
  return at < text.size() && text.substr(at).starts_with(word) ? at + word.size() : at;
}

void Find(std::string_view text, std::string_view word, const auto& visit) {
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + word.size())) visit(at);
}

// Skips the parameters of a function, when those stand at `at`.
size_t SkipParameters(std::string_view text, size_t at) {
  int depth = 0;
  for (size_t i = at; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (depth == 0) return at;
    if (text[i] == ')' && --depth == 0) return i + 1;
  }
  return at;
}

// Hooks the block of a function whose name ends before `at`; nothing happens when none follows.
void HookBlock(std::string_view text, size_t at, Edits& edits) {
  const size_t behind = SkipParameters(text, at);
  if (behind == at) return;
  const size_t block = SkipSpace(text, Skip(text, SkipSpace(text, behind), "const"));
  if (block >= text.size() || text[block] != '{') return;
  // doctest: this one makes the object of a fixture and calls its body.
  if (text.substr(SkipSpace(text, block + 1)).starts_with("DOCTEST_ANON_CLASS_")) return;
  edits.Wrap(block + 1, block + 1, " int csnake_body __attribute__((cleanup(csnake_body_leave))) = (csnake_body_begin(), 0); ");
}

// `static void C_A_T_C_H_T_E_S_T_0() {`, `void C_A_T_C_H_T_E_S_T_2::test() {`, `void ..._4<TestType>::test() {`; its
// constructors and calls are others.
void HookNumbered(std::string_view text, size_t found, Edits& edits) {
  size_t begin = found;
  while (begin > 0 && IsWord(text[begin - 1])) --begin;
  if (!text.substr(0, begin).ends_with("void ")) return;
  size_t at = found;
  while (at < text.size() && IsWord(text[at])) ++at;
  if (at < text.size() && text[at] == '<') at = std::min(text.find('>', at), text.size() - 1) + 1;
  HookBlock(text, Skip(text, Skip(text, at, "::test"), "::f"), edits);
}

// `return helper = message;` records the failure and ends the body. Turned into: record it, then end the body or not.
void SoftenGtest(size_t at, Edits& edits) {
  edits.Wrap(at, at + std::string_view("return").size(),
             "for (int csnake_i = 0; csnake_i < 2; ++csnake_i) if (csnake_i == 1) { if (csnake_assertions_end_body()) return; } "
             "else /*", "*/");
}

// FAIL and SKIP of Catch2, which have no expression, stay as they are: behind them there may be no code at all.
void Soften(std::string_view text, size_t at, const Level& level, Edits& edits) {
  size_t end = at + level.fatal.size();
  while (end < text.size() && IsWord(text[end])) ++end;
  if (text.substr(0, at).ends_with("Catch::StringRef(), ")) return;
  const std::string_view more = text.substr(at + level.fatal.size(), end - at - level.fatal.size());
  if (!more.empty() && !level.fatal.starts_with("doctest")) return;
  edits.Wrap(at, end, "(csnake_assertions_end_body() ? ", " : " + std::string(level.mild) + std::string(more) + ")");
}

}  // namespace

bool HasTestBodies(std::string_view text) {
  const auto holds = [text](std::string_view word) { return text.find(word) != std::string_view::npos; };
  return std::ranges::any_of(kEndings, holds) || std::ranges::any_of(kBeginnings, holds) || holds(kGtestFatal) ||
         std::ranges::any_of(kLevels, holds, &Level::fatal);
}

std::string HookTestBodies(std::string_view text) {
  Edits edits;
  for (const std::string_view ending : kEndings) Find(text, ending, [&](size_t at) { HookBlock(text, at + ending.size(), edits); });
  for (const std::string_view beginning : kBeginnings) Find(text, beginning, [&](size_t at) { HookNumbered(text, at, edits); });
  Find(text, kGtestFatal, [&](size_t at) { SoftenGtest(at, edits); });
  for (const Level& level : kLevels) Find(text, level.fatal, [&](size_t at) { Soften(text, at, level, edits); });
  return edits.Apply(text);
}

}  // namespace csnake::instrument
