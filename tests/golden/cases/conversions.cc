// Conversion operators, comparisons, literals and friends that hold fault points.
#include <compare>
#include <cstdio>
#include <stdexcept>
#include <string>

class Amount {
 public:
  explicit constexpr Amount(long n) : n_(n) {}
  operator int() const {
    if (n_ > 1000) throw std::overflow_error("narrow");  // [throw] narrow
    return static_cast<int>(n_);
  }
  explicit operator bool() const noexcept { return n_ != 0; }
  auto operator<=>(const Amount&) const = default;
  Amount& operator+=(Amount other) {
    if (other.n_ < 0) throw std::domain_error("add");  // [throw] add
    n_ += other.n_;
    return *this;
  }
  friend Amount operator+(Amount a, Amount b) { return a += b; }
  friend bool Exceeds(const Amount& a, long limit) { return a.n_ > limit; }
  int operator[](int i) const { return i > 5 ? throw std::out_of_range("index") : i; }  // [throw] index
  int operator()(int i) const {
    for (int k = 0; k < i; ++k) std::printf("%ld ", n_);  // [delay]
    return i;
  }

 private:
  long n_;
};

static Amount operator""_eur(unsigned long long n) {
  if (n > 500) throw std::out_of_range("literal");  // [throw] literal
  return Amount(static_cast<long>(n));
}
static std::string operator""_tag(const char* text, size_t length) {
  if (length == 0) throw std::invalid_argument("tag");  // [throw] tag
  return std::string(text, length);
}
struct Version {
  int major, minor;
  std::strong_ordering operator<=>(const Version& other) const {
    if (other.major < 0) throw std::domain_error("version");  // [throw] version
    return major != other.major ? major <=> other.major : minor <=> other.minor;
  }
  bool operator==(const Version&) const = default;
};

int main() {
  try {
    const Amount sum = 3_eur + 4_eur;
    if (Exceeds(sum, 6)) std::printf("exceeds ");  // [negation=0]
    if (sum && sum > 2_eur && sum[1] == 1) std::printf("%d %d ", static_cast<int>(sum), sum(2));
    std::printf("%s %d\n", "x"_tag.c_str(), Version{1, 2} < Version{1, 3});
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
