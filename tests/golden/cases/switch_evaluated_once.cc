// A switch that may be forced evaluates its condition once, keeps its type and its temporaries.
#include <cstdio>
#include <stdexcept>
#include <string>

enum class Verb : unsigned char { kGet = 3, kPut = 200 };

static int parses = 0;

static Verb Parse(const std::string& text) {
  ++parses;
  return text == "get" ? Verb::kGet : Verb::kPut;
}

static const char* Run(const std::string& text) {
  switch (const int before = parses; Parse(text + "")) {
    case Verb::kGet: return before == 0 ? "get" : "again";
    case Verb::kPut: throw std::runtime_error("put");  // [throw] put 1
  }
  return "none";
}

static long Wide(unsigned long n) {
  switch (n) {
    case 0x7fffffff00000001ul: return 1;
    case 7: return -1;  // [error_return] wide -1
    default: return 2;
  }
}

int main() {
  try {
    std::printf("%s\n", Run("get"));
  } catch (const std::exception& e) {
    std::printf("%s %d\n", e.what(), parses);
  }
  std::printf("wide %ld\n", Wide(5));
}
