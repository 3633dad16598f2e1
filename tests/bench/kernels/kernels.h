// bench/kernels/kernels.h — five CPU-bound programs in ordinary style, compiled once for each way of instrumenting.
//
// Each computes something that depends on all of its work, so that variants can be compared for the same answer.
#pragma once

#include <cstdint>

#ifndef KERNELS_VARIANT
#error "define KERNELS_VARIANT: the namespace of this variant"
#endif

namespace csnake::bench::KERNELS_VARIANT {

uint64_t Sort();      // 4,000 orders by priority, customer and number.
uint64_t HashMap();   // 60,000 look-ups and insertions in a table of string keys.
uint64_t Parser();    // A document of 1,000 objects into a tree.
uint64_t Compress();  // 64 KiB of log lines there and back.
uint64_t Matrix();    // Solves linear equations of 96 unknowns and multiplies the matrix back.
uint64_t TightLoop();  // 1,000,000 iterations with one small call each.

}  // namespace csnake::bench::KERNELS_VARIANT
