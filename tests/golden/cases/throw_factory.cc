#include <cstdio>
#include <stdexcept>
#include <string>

static std::runtime_error MakeError(int code) { return std::runtime_error("code " + std::to_string(code)); }

static int Send(int size) {
  if (size > 1000) throw MakeError(size);  // [throw] code 7
  return size;
}

int main() {
  try {
    std::printf("%d\n", Send(7));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
