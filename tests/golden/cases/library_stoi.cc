#include <cstdio>
#include <stdexcept>
#include <string>

// Functions that throw: as an initialiser, an argument, in a condition, with the result unused, in a return.
static int Port(const std::string& text) { return std::stoi(text); }  // [library_error] port: out

static int Read(const std::string& text) {
  try {
    return Port(text);
  } catch (const std::out_of_range&) {
    std::printf("port: out\n");
  } catch (const std::invalid_argument&) {
    std::printf("port: invalid\n");
  }
  return 0;
}

int main() {
  std::printf("%d %d\n", Read("80"), Read("http"));
  try {
    auto n = std::stol("12");  // [library_error] caught initialiser // occurs 0
    static_assert(std::is_same_v<decltype(n), long>);
    std::printf("%ld\n", n);
  } catch (const std::exception&) {
    std::printf("caught initialiser\n");
  }
  try {
    std::printf("%.1f\n", std::stod("1.5"));  // [library_error] caught argument
    if (std::stoul("7") > 6) std::printf("more\n");  // [library_error] caught argument
    (void)std::stoi("8");  // [library_error] caught argument
  } catch (const std::exception&) {
    std::printf("caught argument\n");
  }
}
