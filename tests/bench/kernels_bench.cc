// What hooks cost CPU-bound code: five kernels, a tight loop, and the tables of targets/blockstore, compiled in each way of CMakeLists.txt, run in one process.
// Started without CSNAKE_SPOOL it runs itself twice: recording into a temporary folder, and not recording.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "medians.h"
#include "tests/support/scratch.h"

#define KERNELS_VARIANT plain
#include "kernels/kernels.h"
#undef KERNELS_VARIANT

// The other variants declare the same.
#define DECLARE(way)           \
  namespace csnake::bench::way { \
  uint64_t Sort();             \
  uint64_t HashMap();          \
  uint64_t Parser();           \
  uint64_t Compress();         \
  uint64_t Matrix();           \
  uint64_t TightLoop();        \
  }
#define DECLARE_BLOCKSTORE(way)    \
  namespace blockstore_##way { \
  uint64_t Work();             \
  }
DECLARE_BLOCKSTORE(plain)
DECLARE_BLOCKSTORE(hooked)
DECLARE_BLOCKSTORE(profile)
DECLARE_BLOCKSTORE(coverage)
DECLARE_BLOCKSTORE(functions)
DECLARE(hooked)
DECLARE(profile)
DECLARE(coverage)
DECLARE(functions)

namespace csnake::bench {
namespace {

void Register(const std::string& name, uint64_t (*kernel)(), uint64_t answer) {
  if (kernel() != answer) {
    std::fprintf(stderr, "%s computes something else than the plain kernel\n", name.c_str());
    std::exit(1);
  }
  benchmark::RegisterBenchmark(name.c_str(), [kernel](benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(kernel());
  });
}

#define REGISTER(kernel)                                           \
  Register(#kernel "/plain", plain::kernel, plain::kernel());         \
  Register(#kernel "/hooked", hooked::kernel, plain::kernel());       \
  Register(#kernel "/profile", profile::kernel, plain::kernel());     \
  Register(#kernel "/coverage", coverage::kernel, plain::kernel());   \
  Register(#kernel "/functions", functions::kernel, plain::kernel())

int RunAgain(char** argv, const std::string& spool, const char* title) {
  std::printf("-- %s\n", title);
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    setenv("CSNAKE_SPOOL", spool.c_str(), 1);
    setenv("LLVM_PROFILE_FILE", "/dev/null", 1);
    execv("/proc/self/exe", argv);
    _exit(127);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int RunBoth(char** argv) {
  const support::Scratch scratch("bench");
  if (!scratch) return 1;
  const int code = RunAgain(argv, scratch.path().string(), "recording");
  return code == 0 ? RunAgain(argv, "", "not recording") : code;
}

}  // namespace
}  // namespace csnake::bench

int main(int argc, char** argv) {
  using namespace csnake::bench;
  if (!std::getenv("CSNAKE_SPOOL")) return RunBoth(argv);
  REGISTER(Sort);
  REGISTER(HashMap);
  REGISTER(Parser);
  REGISTER(Compress);
  REGISTER(Matrix);
  REGISTER(TightLoop);
  Register("Blockstore/plain", blockstore_plain::Work, blockstore_plain::Work());
  Register("Blockstore/hooked", blockstore_hooked::Work, blockstore_plain::Work());
  Register("Blockstore/profile", blockstore_profile::Work, blockstore_plain::Work());
  Register("Blockstore/coverage", blockstore_coverage::Work, blockstore_plain::Work());
  Register("Blockstore/functions", blockstore_functions::Work, blockstore_plain::Work());
  return RunAndCompare(argc, argv, Clock::kProcessor);
}
