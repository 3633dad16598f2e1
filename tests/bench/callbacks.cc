// What the compilers' own instrumentations call: the least that makes a figure of each event, a counter.
#include <cstdint>
#include <memory>

// Clang passes the addresses of inline functions which libstdc++ has, and exports under other names only.
template class std::allocator<char>;

extern "C" {

// One step of kernels/tight_loop.cc.
uint64_t bench_step(uint64_t sum, uint64_t i);
uint64_t bench_step(uint64_t sum, uint64_t i) { return sum * 3 + i; }

uint64_t bench_guard_hits[1 << 16];

void __sanitizer_cov_trace_pc_guard_init(uint32_t* begin, uint32_t* end) {
  static uint32_t used = 0;
  if (begin == end || *begin != 0) return;
  for (uint32_t* guard = begin; guard < end; ++guard) *guard = ++used % (1 << 16);
}

void __sanitizer_cov_trace_pc_guard(const uint32_t* guard) { ++bench_guard_hits[*guard]; }

thread_local uint64_t bench_calls = 0;
thread_local uint64_t bench_depth = 0;

void __cyg_profile_func_enter(void*, void*) { ++bench_calls, ++bench_depth; }
void __cyg_profile_func_exit(void*, void*) { --bench_depth; }

// The same for one that is always inlined and nowhere emitted.
void bench_not_emitted() __asm__("_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE17_M_use_local_dataEv");
void bench_not_emitted() {}

}  // extern "C"
