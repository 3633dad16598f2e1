#include <cstdio>
#include <stdexcept>
#include <string>
#include <utility>

namespace kv {

struct Noise {
  explicit Noise(std::string name) : name_(std::move(name)) { std::printf("open %s\n", name_.c_str()); }
  virtual ~Noise() { std::printf("close %s\n", name_.c_str()); }
  std::string name_;
};

class Log : public Noise {
 public:
  explicit Log(int size) : Noise("base"), member_("member"), size_(size) {
    if (size_ <= 0) throw std::invalid_argument("bad size");  // [throw] bad size
    std::printf("log of %d\n", size_);
  }
  ~Log() override { std::printf("gone\n"); }

 private:
  Noise member_;
  int size_;
};

// A function try block: the handlers see what the body throws.
class Wrapped {
 public:
  explicit Wrapped(int n) try : log_(n) {
    if (n > 100) throw std::runtime_error("too big");  // [throw] handler: too big
  } catch (const std::exception& e) {
    std::printf("handler: %s\n", e.what());
  }

 private:
  Log log_;
};

}  // namespace kv

int main() {
  try {
    const kv::Wrapped w(3);
  } catch (const std::exception& e) {
    std::printf("main: %s\n", e.what());
  }
}
