#include "instrument/harness.h"

#include <array>

#include "instrument/edits.h"

namespace csnake::instrument {
namespace {

// What the name of a function that is a test's body ends with (GoogleTest), or begins with: a number follows.
constexpr std::string_view kGtestBody = "::TestBody";
constexpr std::array<std::string_view, 2> kBodies = {"C_A_T_C_H_T_E", "CATCH2_INTERNAL_T"};  // Catch2, versions 2 and 3.

constexpr std::string_view kGtestFatal = "return ::testing::internal::AssertHelper(::testing::TestPartResult::kFatalFailure";
// A word that makes an assertion fatal, and the one that does not.
constexpr std::string_view kCatchFatal = "Catch::ResultDisposition::Normal";
constexpr std::string_view kCatchMild = "Catch::ResultDisposition::ContinueOnFailure";

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

// Hooks the block of a function without parameters whose name ends before `at`; nothing happens when none follows.
void HookBlock(std::string_view text, size_t at, Edits& edits) {
  const size_t open = Skip(text, at, "()");
  if (open == at) return;
  const size_t block = SkipSpace(text, Skip(text, SkipSpace(text, open), "const"));
  if (block < text.size() && text[block] == '{')
    edits.Wrap(block + 1, block + 1, " int csnake_body __attribute__((cleanup(csnake_body_leave))) = (csnake_body_begin(), 0); ");
}

// `static void C_A_T_C_H_T_E_S_T_0() {`, `void C_A_T_C_H_T_E_S_T_2::test() {`, `void ..._4<TestType>::test() {`; its
// constructors and calls are others.
void HookNumbered(std::string_view text, size_t begin, Edits& edits) {
  if (!text.substr(0, begin).ends_with("void ")) return;
  size_t at = begin;
  while (at < text.size() && IsWord(text[at])) ++at;
  if (at < text.size() && text[at] == '<') at = std::min(text.find('>', at), text.size() - 1) + 1;
  HookBlock(text, Skip(text, at, "::test"), edits);
}

// `return helper = message;` records the failure and ends the body. Turned into: record it, then end the body or not.
void SoftenGtest(size_t at, Edits& edits) {
  edits.Wrap(at, at + std::string_view("return").size(),
             "for (int csnake_i = 0; csnake_i < 2; ++csnake_i) if (csnake_i == 1) { if (csnake_assertions_end_body()) return; } "
             "else /*", "*/");
}

// FAIL and SKIP, which have no expression, stay as they are: behind them there may be no code at all.
void SoftenCatch(std::string_view text, size_t at, Edits& edits) {
  const size_t end = at + kCatchFatal.size();
  if ((end < text.size() && IsWord(text[end])) || text.substr(0, at).ends_with("Catch::StringRef(), ")) return;
  edits.Wrap(at, end, "(csnake_assertions_end_body() ? ", " : " + std::string(kCatchMild) + ")");
}

}  // namespace

bool HasTestBodies(std::string_view text) {
  for (const std::string_view word : {kGtestBody, kBodies[0], kBodies[1], kGtestFatal, kCatchFatal})
    if (text.find(word) != std::string_view::npos) return true;
  return false;
}

std::string HookTestBodies(std::string_view text) {
  Edits edits;
  Find(text, kGtestBody, [&](size_t at) { HookBlock(text, at + kGtestBody.size(), edits); });
  for (const std::string_view body : kBodies) Find(text, body, [&](size_t at) { HookNumbered(text, at, edits); });
  Find(text, kGtestFatal, [&](size_t at) { SoftenGtest(at, edits); });
  Find(text, kCatchFatal, [&](size_t at) { SoftenCatch(text, at, edits); });
  return edits.Apply(text);
}

}  // namespace csnake::instrument
