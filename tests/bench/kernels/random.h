// bench/kernels/random.h — numbers that are the same in every run.
#pragma once

#include <cstdint>

namespace csnake::bench::KERNELS_VARIANT {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t Next() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return state_ >> 33;
  }
  uint64_t Below(uint64_t n) { return Next() % n; }

 private:
  uint64_t state_;
};

}  // namespace csnake::bench::KERNELS_VARIANT
