// with parts/static_second.cc
// Hooks run before main, across units, and after it.
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

int Register(const char* name);  // In the second unit.

static int Early(int n) {
  if (n < 0) throw std::domain_error("early");  // [throw] early
  return n;
}
static int Guarded(int n) {
  try {
    return Early(n);
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
    return -1;  // [error_return] -1
  }
}

__attribute__((constructor(101))) static void First() { std::printf("first %d\n", Guarded(1)); }
__attribute__((destructor(101))) static void Last() { std::printf("last %d\n", Guarded(2)); }

struct Announce {
  explicit Announce(const char* n) : name(n) { std::printf("make %s %d\n", name, Guarded(Register(name))); }
  ~Announce() { std::printf("drop %s %d\n", name, Guarded(Register(name))); }
  const char* name;
};

static Announce global("global");
static Announce late __attribute__((init_priority(65000)))("late");
inline Announce shared("inline");
template <typename T> Announce instance("template");
template <typename T> struct Holder { static inline Announce held{"member"}; };

static Announce& Local() {
  static Announce local("local");
  return local;
}
static int length = [] { return Guarded(static_cast<int>(sizeof(Announce))); }();

int main() {
  std::atexit([] { std::printf("atexit %d\n", Guarded(3)); });
  std::printf("main %s %d %s %s\n", Local().name, length, instance<int>.name, Holder<int>::held.name);
}
