// As many copies and moves as without hooks.
#include <cstdio>
#include <stdexcept>
#include <utility>

struct Traced {
  Traced() { std::printf("new "); }
  Traced(const Traced&) { std::printf("copy "); }
  Traced(Traced&&) noexcept { std::printf("move "); }
  Traced& operator=(const Traced&) = default;
  ~Traced() { std::printf("end "); }
};

struct Pinned {
  explicit Pinned(int n) : value(n) {}
  Pinned(Pinned&&) = delete;
  int value;
};

static Traced Named(int n) {
  Traced result;
  if (n > 5) throw std::out_of_range("named");  // [throw] named
  for (int i = 0; i < n; ++i) std::printf("%d ", i);  // [delay]
  return result;
}

static Pinned Make(int n) {
  if (n < 0) throw std::domain_error("negative");  // [throw] negative
  return Pinned(n);
}

static Traced Pass(Traced in, bool other) {
  if (other) return Traced();
  return in;
}

int main() {
  try {
    Traced a = Named(2);
    Traced b = Pass(Named(1), false);
    const Traced& extended = Pass(std::move(b), true);
    (void)extended;
    std::printf("%d\n", Pinned(Make(4)).value);
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
