// flags -std=c++98
#include <cstdio>
#include <exception>
#include <string>
#include <unistd.h>

// C++98: numbers returned can be replaced.
int main() {
  std::string text("x");
  std::printf("write %d\n", static_cast<int>(write(1, text.data(), 0)));  // [library_error] write -1
  return access("/dev/null", F_OK);  // [library_error]
}
