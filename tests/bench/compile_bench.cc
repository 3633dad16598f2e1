// What the wrapper costs a build: the processor time of one compilation with -O2, its child processes included, for units of
// targets/blockstore and the kernels, in the ways of CMakeLists.txt.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "medians.h"
#include "tests/support/scratch.h"

namespace csnake::bench {
namespace {

using Words = std::vector<std::string>;

double ProcessorSeconds() {
  rusage used{};
  getrusage(RUSAGE_CHILDREN, &used);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

bool Run(Words command) {
  std::vector<char*> words;
  for (std::string& word : command) words.push_back(word.data());
  words.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    execv(words[0], words.data());
    _exit(127);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void Register(const std::string& what, const std::string& way, Words command, const Words& arguments) {
  command.insert(command.end(), arguments.begin(), arguments.end());
  benchmark::RegisterBenchmark((what + "/" + way).c_str(), [command](benchmark::State& state) {
    for (auto _ : state) {
      const double before = ProcessorSeconds();
      if (!Run(command)) {
        state.SkipWithError("the compiler failed");
        std::fprintf(stderr, "failed: %s ...\n", command[0].c_str());
        break;
      }
      state.SetIterationTime(ProcessorSeconds() - before);
    }
  })->UseManualTime()->Iterations(1);
}

void RegisterUnit(const std::string& source, const Words& options, const support::Scratch& scratch) {
  Words arguments = {"-O2", "-std=c++20", "-c", std::string(BENCH_ROOT) + "/" + source, "-o", scratch.Path("unit.o")};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const std::string name = std::filesystem::path(source).filename().string();
  Register(name, "plain", {BENCH_CLANG}, arguments);
  Register(name, "hooked", {BENCH_WRAPPER}, arguments);
  Register(name, "profile", {BENCH_CLANG, "-fprofile-instr-generate"}, arguments);
  Register(name, "coverage", {BENCH_CLANG, "-fsanitize-coverage=trace-pc-guard"}, arguments);
  Register(name, "functions", {BENCH_CLANG, "-finstrument-functions"}, arguments);
}

}  // namespace
}  // namespace csnake::bench

int main(int argc, char** argv) {
  using namespace csnake::bench;
  const csnake::support::Scratch scratch("bench");
  if (!scratch) return 1;
  setenv("CSNAKE_CONFIG", BENCH_ROOT "/tests/bench/csnake.yml", 1);
  setenv("CSNAKE_CLANGXX", BENCH_CLANG, 1);
  setenv("CSNAKE_STRICT", "1", 1);
  const Words target = {"-I" BENCH_ROOT "/targets/blockstore/src"};
  for (const char* unit : {"rpc.cc", "name_node.cc", "replica_store.cc"})
    RegisterUnit(std::string("targets/blockstore/src/") + unit, target, scratch);
  RegisterUnit("targets/blockstore/test/lease_test.cc", target, scratch);
  for (const char* unit : {"parser.cc", "sort.cc"})
    RegisterUnit(std::string("tests/bench/kernels/") + unit, {"-DKERNELS_VARIANT=unit"}, scratch);
  return RunAndCompare(argc, argv, Clock::kManual);
}
