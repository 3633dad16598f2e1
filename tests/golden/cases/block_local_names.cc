// An unguarded error whose text needs names of an inner block cannot be injected at the function's entry.
// A switch that declares a variable in its condition cannot be made to choose.
#include <cstdio>
#include <stdexcept>
#include <string>
#include <utility>

namespace details {
struct Broken : std::runtime_error { using std::runtime_error::runtime_error; };
}  // namespace details

static int Type(int n) {
  struct Local : std::runtime_error { using std::runtime_error::runtime_error; };
  std::printf("%d ", n);
  switch ([[maybe_unused]] const int same = n) {
    case 1: throw Local("local");  // [!throw] local variables
    default: return n;
  }
}
static int Alias(int n) {
  using Gone = details::Broken;
  using namespace details;
  typedef std::logic_error Wrong;
  switch ([[maybe_unused]] const int same = n) {
    case 1: throw Gone("gone");  // [!throw] local variables
    case 2: throw Broken("broken");  // [!throw] local variables
    case 3: throw Wrong("wrong");  // [!throw] local variables
    default: return n;
  }
}
static int Constants(int n) {
  enum { kLow = -1, kHigh = 5 };
  static const char* const text = "static";
  constexpr int kCode = -3;
  switch ([[maybe_unused]] const int same = n) {
    case 1: throw std::runtime_error(text);  // [!throw] local variables
    case 2: throw kCode;  // [!throw] local variables
    case 3: throw static_cast<int>(kLow);  // [!throw] local variables
    default: return kHigh;
  }
}
static std::pair<int, std::string> Parts(int n) { return {n, "part"}; }
static int Bound(int n) {
  const auto [number, text] = Parts(n);
  extern int declared;
  switch ([[maybe_unused]] const int same = number) {
    case 1: throw std::runtime_error(text);  // [!throw] local variables
    case 2: throw number;  // [!throw] local variables
    case 3: throw declared;  // [!throw] local variables
    case 4: throw std::runtime_error("plain");  // [throw] plain
    default: return n;
  }
}
int declared = 4;

int main() {
  try {
    std::printf("%d\n", Type(0) + Alias(0) + Constants(0) + Bound(0));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
