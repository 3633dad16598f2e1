#include <cstdio>
#include <stdexcept>
#include <string>

static int Level(const std::string& name) {
  if (name == "low") {
    return 1;
  } else if (name == "high") {
    return 2;
  } else {
    throw std::invalid_argument("level");  // [throw] level
  }
}

int main() {
  try {
    std::printf("%d\n", Level("low"));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
