#include <cstdio>
#include <exception>
#include <stdexcept>

static int Read(int n) {
  try {
    return n + 1;
  } catch (const std::logic_error&) {
    std::throw_with_nested(std::runtime_error("read"));  // [throw] nested read
  }
}

int main() {
  try {
    std::printf("%d\n", Read(1));
  } catch (const std::nested_exception&) {
    try {
      throw;
    } catch (const std::exception& outer) {
      std::printf("nested %s\n", outer.what());
    }
  }
}
