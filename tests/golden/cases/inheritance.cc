// CRTP, virtual calls, function-try blocks, delegating constructors, pack expansions.
#include <cstdio>
#include <stdexcept>
#include <tuple>
#include <utility>

template <typename Derived>
struct Base {
  int Run(int n) {
    if (n > 5) throw std::out_of_range("base");  // [throw] base
    return static_cast<Derived*>(this)->Step(n);
  }
};
struct Fast : Base<Fast> {
  int Step(int n) { return n + 1; }
};
struct Slow final : Base<Slow> {
  int Step(int n) {
    if (n > 3) return -1;  // [error_return] slow -1
    return n;
  }
};

struct Opened {
  int n;
  explicit Opened(int k) try : n(Check(k)) {
    if (n > 7) throw std::logic_error("body");  // [throw] opened body
  } catch (const std::exception& e) {
    std::printf("opened %s\n", e.what());
    throw;
  }
  Opened() : Opened(2) { if (n > 8) throw std::logic_error("delegate"); }  // [throw] delegate
  virtual ~Opened() { if (n > 9) std::printf("?"); }
  virtual bool IsReady() const { return n > 1; }
  static int Check(int k) {
    if (k > 6) throw std::domain_error("check");  // [throw] opened check
    return k;
  }
};
struct Late : Opened {
  using Opened::Opened;
  bool IsReady() const override { return Opened::IsReady() && n == 2; }  // [negation=0]
};

template <typename... T>
static int All(const T&... items) {
  int sum = 0;
  ((sum += items.n > 5 ? throw std::out_of_range("pack") : items.n), ...);  // [throw] pack
  return (sum + ... + items.n);
}
template <typename Tuple, size_t... kIndex>
static int Total(const Tuple& tuple, std::index_sequence<kIndex...>) {
  return All(std::get<kIndex>(tuple)...);
}

int main() {
  try {
    Fast fast;
    Slow slow;
    std::printf("fast %d slow %d\n", fast.Run(1), slow.Run(1));
    const Late late;
    const Opened* opened = &late;
    if (opened->IsReady()) std::printf("ready\n");  // [negation=0]
    std::printf("%d\n", Total(std::tuple<Opened, Late>(), std::index_sequence<0, 1>()));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
