// A class with a test and a message is a status; a handle with a test alone is none.
#include <cstdio>
#include <string>
#include <utility>

class Outcome {
 public:
  static Outcome Good() { return Outcome(); }
  static Outcome Bad(std::string why) { return Outcome(std::move(why)); }
  explicit operator bool() const { return why_.empty(); }
  const std::string& error() const { return why_; }

 private:
  Outcome() = default;
  explicit Outcome(std::string why) : why_(std::move(why)) {}
  std::string why_;
};

class Handle {
 public:
  explicit Handle(int fd) : fd_(fd) {}
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_;
};

static Outcome Save(int n) {
  if (n > 10) return Outcome::Bad("large");  // [error_return] save large
  return Outcome::Good();
}

static Handle Open(int n) {
  if (n > 10) return Handle(-1);
  return Handle(n);
}

int main() {
  const Outcome outcome = Save(1);
  std::printf("save %s\n", outcome ? "good" : outcome.error().c_str());
  std::printf("%s\n", Open(1) ? "open" : "closed");
}
