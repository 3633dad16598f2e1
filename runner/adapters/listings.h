// runner/adapters/listings.h — what test programs say of their tests, read. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csnake::runner {

// "Suite.Case" of every enabled test in the output of --gtest_list_tests.
std::vector<std::string> ParseGtestList(std::string_view output);

// Names of the test cases in a listing of Catch2 that has one a line.
std::vector<std::string> ParseCatch2List(std::string_view output);
// 2 or 3, as --libidentify tells it; 0 when it does not.
int ParseCatch2Version(std::string_view output);
// The test specification that means the case of this name. Catch2 takes no notice of case and of blanks around a name.
std::string Catch2Filter(const std::string& name);

// Names of the test cases in the output of doctest's --list-test-cases.
std::vector<std::string> ParseDoctestList(std::string_view output);
// The value of --test-case that means this name. `*` and `?` in it stand for other characters too.
std::string DoctestFilter(const std::string& name);

// "suite/case" of every enabled case in the output of Boost.Test's --list_content.
std::vector<std::string> ParseBoostList(std::string_view output);

struct CtestEntry {
  std::string name;
  std::vector<std::string> command;
  std::string directory = "";
  std::vector<std::string> environment = {};  // What it changes: "NAME=value"; "NAME" alone: not there.
  int cpus = 1;                               // 1024: nothing may run beside it.
};
// The enabled and built entries of `ctest --show-only=json-v1`; `base` is the environment that they change. Nothing when it
// is no such listing.
std::optional<std::vector<CtestEntry>> ParseCtestList(std::string_view output, const std::vector<std::string>& base);

}  // namespace csnake::runner
