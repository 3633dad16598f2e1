// Deduced return types stay what they were, hooks or not.
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <vector>

static std::vector<int> values = {1, 2, 3};
static bool IsBig(int n) { return n > 2; }

static decltype(auto) At(size_t n) {
  if (n >= values.size()) throw std::out_of_range("at");  // [throw] at
  return (values[n]);
}
static decltype(auto) Copy(size_t n) { return At(n) + 0; }
static decltype(auto) Ask(int n) { return IsBig(n); }  // [!negation] passed on as it is
static auto Braced(int n) -> std::optional<int> {
  if (n > 5) return {};  // [error_return] braced 0
  return n;
}
static auto& Chain(int& n) {
  if (IsBig(n)) throw std::domain_error("chain");  // [negation=1] chain // [throw] chain
  return n;
}
template <typename T>
static auto Pick(T n) {
  if constexpr (std::is_integral_v<T>) return IsBig(n);
  else return "text";
}
constexpr auto kLambda = [](auto&& n) -> decltype(auto) { return (n); };

static_assert(std::is_same_v<decltype(At(0)), int&> && std::is_same_v<decltype(Copy(0)), int>);
static_assert(std::is_same_v<decltype(Ask(0)), bool> && std::is_same_v<decltype(Pick(0)), bool>);
static_assert(std::is_same_v<decltype(Pick(0.5)), const char*>);

int main() {
  try {
    int n = 1;
    Chain(n) = 2;
    static_assert(std::is_same_v<decltype(kLambda(n)), int&>);
    auto asked = Ask(n);  // [negation=1] asked 1
    auto&& big = IsBig(n);  // [negation=1]
    static_assert(std::is_same_v<decltype(asked), bool> && std::is_same_v<decltype(big), bool&&>);
    std::printf("%d %d asked %d braced %d %d %d\n", At(1)++, Copy(1), asked, Braced(n).has_value(), Pick(n), big);  // [negation=1]
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
