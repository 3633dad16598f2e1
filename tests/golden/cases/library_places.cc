#include <cstdio>
#include <stdexcept>
#include <string>
#include <unistd.h>

// In lambdas, constructors, initialisers of members, methods, destructors and handlers.
class Port {
 public:
  explicit Port(const std::string& text) : backup_(std::stoi(text)) {  // [library_error]
    number_ = std::stoi(text);  // [library_error] no port
  }
  ~Port() {
    if (access("/dev/null", F_OK) != 0) std::printf("gone\n");  // [library_error] gone
  }
  int number() const { return number_ + (backup_ - number_); }

 private:
  int backup_;
  int number_ = 0;
};

static int Parse(const std::string& text) {
  const auto parse = [&text] { return std::stoi(text); };  // [library_error] no port
  try {
    return parse();
  } catch (const std::invalid_argument&) {
    return std::stoi("7");  // [library_error] no port
  }
}

int main() {
  try {
    const Port port("80");
    std::printf("%d %d %d\n", port.number(), Parse("81"), Parse("x"));
  } catch (const std::out_of_range&) {
    std::printf("no port\n");
  }
}
