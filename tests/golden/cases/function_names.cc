// Names, lines and counters that the compiler fills in.
#include <cstdio>
#include <cstring>
#include <source_location>
#include <stdexcept>

#define AT() __FILE_NAME__, __LINE__, __COUNTER__

static int Line(const std::source_location& at = std::source_location::current()) {
  if (at.line() > 1000) return -1;  // [error_return] line -1
  std::printf("%s %s\n", at.function_name(), std::strrchr(at.file_name(), '/') ? "path" : "name");
  return static_cast<int>(at.line());
}

namespace outer {
template <typename T>
struct Box {
  T value;
  int Names(int n) const {
    if (n > 5) throw std::out_of_range(__func__);  // [throw] thrown Names
    std::printf("%s | %s | %s\n", __func__, __FUNCTION__, __PRETTY_FUNCTION__);
    const auto lambda = [](auto m) {
      std::printf("%s | %s\n", __func__, __PRETTY_FUNCTION__);
      return m;
    };
    for (int i = 0; i < n; ++i) std::printf("%d %s\n", lambda(i), __func__);  // [delay]
    return Line();
  }
};
}  // namespace outer

int main() {
  try {
    std::printf("line %d\n", Line());
    std::printf("%d\n", outer::Box<long>{1}.Names(1));
    std::printf("%s %d %d\n", AT());
    if (Line() > 0) std::printf("%s %d %d\n", AT());
    std::printf("%d %s\n", __builtin_LINE(), __builtin_FUNCTION());
  } catch (const std::exception& e) {
    std::printf("thrown %s\n", e.what());
  }
}
