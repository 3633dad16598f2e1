// noexcept stays what it is: as a question, and as a wall.
// flags -std=c++23 -Wno-exceptions
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <type_traits>

static int Strict(int n) noexcept {
  if (n < 0) throw std::domain_error("strict");  // [throw] terminated
  return n;
}
static int Loose(int n) { return n; }
template <typename T> static T Maybe(T n) noexcept(std::is_integral_v<T>) {
  if (n < T{}) throw std::domain_error("maybe");  // [throw] terminated
  return n;
}
struct Quiet {
  ~Quiet() { std::printf("%d ", Strict(3)); }
  Quiet() = default;
  Quiet(Quiet&&) noexcept(noexcept(Strict(1))) {}
};

int main() {
  std::setbuf(stdout, nullptr);
  std::set_terminate([] {
    std::printf("terminated\n");
    std::_Exit(3);
  });
  std::printf("%d%d%d%d%d\n", noexcept(Strict(1)), noexcept(Loose(1)), noexcept(Maybe(1)), noexcept(Maybe(1.0)),
              std::is_nothrow_move_constructible_v<Quiet>);
  const auto lambda = [](int n) noexcept { return Loose(n); };
  const Quiet quiet;
  std::printf("%d %d %d\n", noexcept(lambda(1)), lambda(2), Maybe(3));
}
