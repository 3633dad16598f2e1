// What an iteration costs: a loop that does next to nothing.
#include "kernels.h"

namespace csnake::bench::KERNELS_VARIANT {
namespace {

uint64_t Mix(uint64_t sum, uint64_t i) {
  if (i % 8 == 7) return sum ^ i;
  return sum + i;
}

uint64_t Step(uint64_t sum, uint64_t i) { return Mix(sum, i) * 3; }

uint64_t Run(uint64_t iterations) {
  uint64_t sum = 0;
  for (uint64_t i = 0; i < iterations; ++i) sum = Step(sum, i);
  return sum;
}

}  // namespace

uint64_t TightLoop() {
  static const volatile uint64_t iterations = 1'000'000;
  return Run(iterations);
}

}  // namespace csnake::bench::KERNELS_VARIANT
