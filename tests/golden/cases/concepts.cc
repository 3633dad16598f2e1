// Concepts, requires expressions, abbreviated templates, explicit object parameters.
#include <concepts>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

template <typename T>
concept Store = requires(T store, int n) {
  { store.Read(n) } -> std::convertible_to<int>;
  requires noexcept(store.IsOpen());
};

struct Memory {
  std::vector<int> values = {1, 2, 3};
  bool IsOpen() const noexcept { return !values.empty(); }
  int Read(int n) const {
    if (!IsOpen() || n > 5) throw std::out_of_range("memory");  // [throw] memory // [negation=0] memory
    return values[static_cast<size_t>(n)];
  }
  template <typename Self> auto& At(this Self&& self, int n) {
    if (n < 0) throw std::out_of_range("at");  // [throw] at
    return self.values[static_cast<size_t>(n)];
  }
  int Depth(this auto self, int n) { return n > 2 ? n : self.Depth(n + 1); }
};
static_assert(Store<Memory> && !Store<int>);

static int Get(const Store auto& store, std::integral auto n) {
  if (n > 50) return -1;  // [error_return] got -1
  if constexpr (requires { store.Missing(); }) std::printf("missing ");
  return store.Read(static_cast<int>(n));
}

template <typename T>
  requires(sizeof(T) > 1) || std::same_as<T, char>
static T Clamp(T n) {
  if (n < T{}) throw std::domain_error("clamp");  // [throw] clamp
  return n;
}

static auto Sum(auto... values) requires(sizeof...(values) > 0) {
  int sum = 0;
  for (const int value : {values...}) std::printf("%d ", Clamp(sum += value));  // [!delay] constant
  return sum;
}

int main() {
  try {
    Memory memory;
    memory.At(1) += 5;
    std::printf("got %d %d\n", Get(memory, 1L), memory.Depth(0));
    std::printf("%d\n", Sum(1, 2, 3));
    const bool small = requires { memory.Read(1); };
    std::printf("%d\n", small);
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
