// flags -std=c++20 -fno-exceptions
#include <unistd.h>

#include <cstdio>
#include <string>

// Without exceptions nothing can be thrown; calls that return errors stay fault points.
int main() {
  std::printf("%d\n", std::stoi("3"));  // [!library_error] without exceptions
  std::printf("write %zd\n", write(1, "", 0));  // [library_error] write -1
}
