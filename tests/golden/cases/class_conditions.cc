// Conditions of class type: each conversion that may be one.
#include <cstdio>
#include <memory>
#include <optional>
#include <stdexcept>

struct ToInt { int n; operator int() const { return n; } };
struct ToPointer { const char* p; operator const char*() const { return p; } };
struct ToReference { bool b; operator const bool&() const { return b; } };
struct ToMember { int held = 0; using M = int ToMember::*; operator M() const { return &ToMember::held; } };
struct Both { explicit operator bool() const { return true; } operator int() const = delete; };
template <typename T> struct Box { T value; explicit operator bool() const { return static_cast<bool>(value); } };
enum Old { kNone, kSome };

template <typename T>
static const char* Test(const T& value, const char* name) {
  if (value) return name;
  throw std::logic_error(name);  // [throw]
}

static int All(int n) {  // [delay]
  const ToInt number{n};
  if (number) std::printf("int ");
  if (!number) throw std::logic_error("no int");  // [throw] no int
  if (const ToPointer p{"x"}; p) std::printf("pointer ");
  while (ToReference{n > 5}) --n;
  for (Box<std::optional<int>> box{n}; box; box.value.reset()) std::printf("box ");  // [delay] // iterations 1
  if (ToMember()) std::printf("member ");
  if (Both()) std::printf("both ");
  if (kSome) std::printf("enum ");
  if (const auto shared = std::make_shared<int>(n)) std::printf("shared ");
  if (n * 0.5 == 0.5) std::printf("?");
  if (const double d = 0.25; d) std::printf("double ");
  if (int (*const f)(int) = n > 0 ? All : nullptr; f) std::printf("function ");
  return n;
}

int main() {
  try {
    std::printf("%s %s %d\n", Test(ToInt{1}, "a"), Test(Box<bool>{true}, "b"), All(7));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
