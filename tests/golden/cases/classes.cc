// Local classes, operators, virtual functions, friends, nested namespaces.
#include <cstdio>
#include <memory>
#include <stdexcept>

namespace a::b {
namespace {

class Base {
 public:
  virtual ~Base() { std::printf("~base\n"); }
  virtual int Run(int n) = 0;
};

class Derived final : public Base {
 public:
  ~Derived() override { std::printf("~derived\n"); }
  int Run(int n) override {
    if (n > limit_) throw std::out_of_range("limit");  // [throw] limit
    return n;
  }

 private:
  int limit_ = 10;
};

struct Money {
  int cents = 0;
  Money operator+(const Money& other) const {
    if (cents > 1000000 - other.cents) throw std::overflow_error("rich");  // [throw] rich
    return {cents + other.cents};
  }
  Money& operator-=(int n) {
    if (n > cents) throw std::underflow_error("poor");  // [throw] poor
    cents -= n;
    return *this;
  }
  int operator[](int i) const { return i == 0 ? cents : throw std::out_of_range("index"); }  // [throw] index
  explicit operator bool() const { return cents != 0; }
  bool operator<(const Money& other) const { return cents < other.cents; }
  friend int Total(const Money& m) {
    if (m.cents < 0) throw std::domain_error("debt");  // [throw] debt
    return m.cents;
  }
};

int Local(int n) {
  struct Checker {
    int limit;
    int Check(int m) const {
      if (m > limit) throw std::range_error("local");  // [throw] local
      return m;
    }
  };
  const Checker checker{5};
  return checker.Check(n);
}

int Try(int (*f)()) {
  try {
    return f();
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
    return 0;
  }
}

}  // namespace
}  // namespace a::b

int main() {
  using namespace a::b;
  std::printf("%d\n", Try([] { std::unique_ptr<Base> p = std::make_unique<Derived>(); return p->Run(1); }));
  std::printf("%d\n", Try([] { Money m = Money{1} + Money{2}; m -= 1; return m ? m[0] : 7; }));
  std::printf("%d\n", Try([] { return Total(Money{3}) + (Money{1} < Money{2} ? 1 : 0); }));
  std::printf("%d\n", Try([] { return Local(3); }));
}
