#include <cstdio>
#include <map>
#include <stdexcept>

// Methods, templates, an exception through several calls, and a loop within.
class Parser {
 public:
  int Parse(const char* text) {  // [delay] // iterations 6
    if (*text == 'x') throw std::invalid_argument("x");  // [throw]
    std::printf("%c\n", *text);
    int depth = 1;
    for (; *text == '('; ++text) depth += Parse(text + 1);  // [delay]
    return depth;
  }
};

template <typename T>
static void Print(T value) {  // [delay] // iterations 3
  std::printf("%d\n", static_cast<int>(value));
  if (value > 1) Print(value - 1);
}

int main() {
  Parser parser;
  try {
    std::printf("%d\n", parser.Parse("((a"));
    parser.Parse("(x");
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
  Print(3);
}
