#include <cstdio>
#include <stdexcept>
#include <string>

// An exception is counted where it began: not again by the call whose argument it passes through.
static std::string Name(int n) {
  if (n > 1) throw std::invalid_argument("name");  // [throw] // occurs 2
  return n == 1 ? "x" : "5";
}

int main() {
  for (int n = 0; n < 4; ++n) {  // [!delay] constant
    try {
      std::printf("%d\n", std::stoi(Name(n)));  // [library_error] caught injected // occurs 1
    } catch (const std::out_of_range&) {
      std::printf("caught injected\n");
    } catch (const std::invalid_argument& e) {
      std::printf("%s\n", e.what()[0] == 's' ? "not a number" : "no name");
    }
  }
}
