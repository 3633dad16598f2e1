// runner/adapters/listings.h — what test programs say of their tests, read. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace csnake::runner {

// "Suite.Case" of every enabled test in the output of --gtest_list_tests.
std::vector<std::string> ParseGtestList(std::string_view output);

// Names of the test cases in a listing of Catch2 that has one a line; each once.
std::vector<std::string> ParseCatch2List(std::string_view output);
// 2 or 3, as --libidentify tells it; 0 when it does not.
int ParseCatch2Version(std::string_view output);
// The test specification that means the case of this name. Catch2 takes no notice of case and of blanks around a name.
std::string Catch2Filter(const std::string& name);

}  // namespace csnake::runner
