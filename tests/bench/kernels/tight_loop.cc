// What an iteration costs: a loop that does next to nothing, through a function that is not visible here, as a loop is only
// hooked when it does something that takes time.
#include "kernels.h"

extern "C" uint64_t bench_step(uint64_t sum, uint64_t i);  // callbacks.cc

namespace csnake::bench::KERNELS_VARIANT {
namespace {

uint64_t Run(uint64_t iterations) {
  uint64_t sum = 0;
  for (uint64_t i = 0; i < iterations; ++i) sum = bench_step(sum, i);
  return sum;
}

}  // namespace

uint64_t TightLoop() {
  static const volatile uint64_t iterations = 1'000'000;
  return Run(iterations);
}

}  // namespace csnake::bench::KERNELS_VARIANT
