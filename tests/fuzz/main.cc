// One program for each function of targets.h: FUZZED names it.
#include <cstddef>
#include <cstdint>

#include "targets.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  csnake::fuzz::FUZZED({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
