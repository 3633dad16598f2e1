#include "table.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

#include "programs.h"

namespace csnake::golden {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRows = "GOLDEN_ROWS";  // Names the folder for rows.

std::vector<Row> ReadRows(const fs::path& folder) {
  std::vector<Row> rows;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".row") continue;
    Row row;
    std::ifstream in(entry.path());
    if (in >> row.name >> row.expected >> row.found >> row.placed >> row.right >> row.same >> row.passed) rows.push_back(row);
  }
  std::ranges::sort(rows, {}, &Row::name);
  return rows;
}

const char* YesOrNo(bool value) { return value ? "yes" : "**no**"; }

// "throw_in_lambda.cc" => "throw in lambda (C++)".
std::string Construct(const std::string& name) {
  const fs::path path = name;
  std::string words = path.stem().string();
  std::ranges::replace(words, '_', ' ');
  return words + (path.extension() == ".c" ? " (C)" : " (C++)");
}

}  // namespace

void KeepRow(const Row& row) {
  const char* folder = std::getenv(kRows);
  if (!folder) return;
  std::ofstream(fs::path(folder) / (row.name + ".row"))
      << row.name << ' ' << row.expected << ' ' << row.found << ' ' << row.placed << ' ' << row.right << ' ' << row.same << ' '
      << row.passed << '\n';
}

int PrintTable(const std::string& program) {
  const Scratch scratch;
  const unsigned shards = std::max(1u, std::thread::hardware_concurrency());
  std::vector<int> codes(shards, 1);
  {
    std::vector<std::jthread> running;
    for (unsigned i = 0; i < shards; ++i)
      running.emplace_back([&, i] {
        std::ostringstream command;
        command << kRows << "=" << scratch.Path("") << " GTEST_TOTAL_SHARDS=" << shards << " GTEST_SHARD_INDEX=" << i << " '" << program
                << "' --gtest_brief=1 >&2";
        codes[i] = std::system(command.str().c_str());
      });
  }
  int passed = 0;
  Row all;
  const std::vector<Row> rows = ReadRows(scratch.Path(""));
  std::printf("| construct | found | placed | unarmed same | armed right |\n|---|---|---|---|---|\n");
  for (const Row& row : rows) {
    std::printf("| %s | %d/%d | %d/%d | %s | %d/%d%s |\n", Construct(row.name).c_str(), row.found, row.expected, row.placed, row.expected,
                YesOrNo(row.same), row.right, row.expected, row.passed ? "" : " **failed**");
    passed += row.passed;
    all.expected += row.expected, all.found += row.found, all.placed += row.placed, all.right += row.right;
  }
  const int same = static_cast<int>(std::ranges::count(rows, true, &Row::same));
  const int cases = static_cast<int>(rows.size());
  std::printf("| **%d cases, %d passed** | %d/%d | %d/%d | %d/%d | %d/%d |\n", cases, passed, all.found, all.expected, all.placed,
              all.expected, same, cases, all.right, all.expected);
  return std::ranges::all_of(codes, [](int code) { return code == 0; }) ? 0 : 1;
}

}  // namespace csnake::golden
