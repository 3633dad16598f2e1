#include <cstdio>
#include <memory>
#include <optional>

static int Read(int handle) { return handle >= 0 ? handle + 1 : -1; }  // [error_return] read -1 // occurs 1

static int Pick(int n) {
  return n > 0 ? n > 10 ? -2 : n : -1;  // [error_return] pick -2 // [error_return] pick -1
}

static std::optional<int> Half(int n) { return n % 2 == 0 ? std::optional<int>(n / 2) : std::nullopt; }  // [error_return] no half

static std::unique_ptr<int> Make(int n) { return n > 0 ? std::make_unique<int>(n) : nullptr; }  // [error_return] not made

static const char* Name(bool known) { return known ? "name" : nullptr; }  // [error_return] no name

int main() {
  std::printf("read %d\n", Read(1));
  if (Read(-1) < 0) std::printf("naturally\n");
  std::printf("pick %d\n", Pick(1));
  std::printf("%s\n", Half(4) ? "half" : "no half");
  std::printf("%s\n", Make(4) ? "made" : "not made");
  std::printf("%s\n", Name(true) ? "name" : "no name");
}
