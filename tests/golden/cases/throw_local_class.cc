// Members of a class inside a function, operators, conversions, destructors that may throw.
#include <cstdio>
#include <stdexcept>

struct Amount {
  int value;
  Amount operator/(int n) const {
    if (n == 0) throw std::domain_error("division");  // [throw] division
    return {value / n};
  }
  explicit operator unsigned() const {
    if (value < 0) throw std::range_error("negative");  // [throw] negative
    return static_cast<unsigned>(value);
  }
};

struct Closer {
  bool fail = false;
  ~Closer() noexcept(false) {
    if (fail) throw std::runtime_error("close");  // [throw] close
  }
};

int main() {
  struct Local {
    int Get(int n) const {
      if (n > 9) throw std::out_of_range("local");  // [throw] local
      return n;
    }
  };
  try {
    std::printf("%u\n", static_cast<unsigned>(Amount{6} / 2));
    { const Closer closer; }
    std::printf("%d\n", Local().Get(1));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
