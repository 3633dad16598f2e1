#include "instrument/harness.h"

#include "instrument/edits.h"

namespace csnake::instrument {
namespace {

constexpr std::string_view kBody = "::TestBody()";
constexpr std::string_view kFatal = "return ::testing::internal::AssertHelper(::testing::TestPartResult::kFatalFailure";

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

}  // namespace

bool HasTestBodies(std::string_view text) {
  return text.find(kBody) != std::string_view::npos || text.find(kFatal) != std::string_view::npos;
}

std::string HookTestBodies(std::string_view text) {
  Edits edits;
  for (size_t at = text.find(kBody); at != std::string_view::npos; at = text.find(kBody, at + 1)) {
    const size_t open = SkipSpace(text, at + kBody.size());
    if (open < text.size() && text[open] == '{')
      edits.Wrap(open + 1, open + 1, " int csnake_body __attribute__((cleanup(csnake_body_leave))) = (csnake_body_begin(), 0); ");
  }
  // `return helper = message;` records the failure and ends the body. Turned into: record it, then end the body or not.
  for (size_t at = text.find(kFatal); at != std::string_view::npos; at = text.find(kFatal, at + 1))
    edits.Wrap(at, at + std::string_view("return").size(),
               "for (int csnake_i = 0; csnake_i < 2; ++csnake_i) if (csnake_i == 1) { if (csnake_assertions_end_body()) return; } "
               "else /*", "*/");
  return edits.Apply(text);
}

}  // namespace csnake::instrument
