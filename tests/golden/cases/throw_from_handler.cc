// A handler is reached by an exception of its type, thrown where the try begins.
#include <cstdio>
#include <stdexcept>
#include <string>

namespace kv {
struct Missing {
  explicit Missing(const std::string& what) : text(what) {}
  std::string text;
};
}  // namespace kv

static int Translate(int n) {
  try {
    std::printf("trying\n");
    return n + 1;
  } catch (const kv::Missing& e) {
    throw std::runtime_error("missing " + e.text);  // [throw] caught missing
  }
}

static int Anything(int n) {
  try {
    return n + 2;
  } catch (...) {
    std::printf("anything\n");
    return -1;  // [error_return] anything
  }
}

static int Standard(int n) {
  try {
    return n + 3;
  } catch (const std::invalid_argument&) {
    return -2;  // [error_return] standard -2
  } catch (const std::exception&) {
    return -1;  // [error_return] standard -1
  }
}

int main() {
  try {
    std::printf("%d\n", Translate(1));
  } catch (const std::runtime_error& e) {
    std::printf("caught %s\n", e.what());
  }
  std::printf("%d\n", Anything(1));
  std::printf("standard %d\n", Standard(1));
}
