// Member initialisers run before the body: hooks there bring their own path.
#include <cstdio>
#include <stdexcept>
#include <string>

class Ring {
 public:
  explicit Ring(int size)
      : size_(size > 0 ? size : throw std::invalid_argument("empty ring")),  // [throw] empty ring
        name_{IsLarge(size) ? "large" : "small"} {  // [negation=1] large
    std::printf("ring %d %s\n", size_, name_.c_str());
  }

 private:
  static bool IsLarge(int size) { return size > 100; }
  int size_;
  std::string name_;
};

int main() {
  try {
    const Ring ring(3);
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
