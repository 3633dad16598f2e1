// The first element says whether it worked.
#include <cstdio>
#include <string>
#include <tuple>
#include <utility>

enum class Code { kOk, kMissing };

static std::pair<bool, int> Find(int key) {
  if (key > 5) return {false, 0};  // [error_return] find no
  return {true, key};
}

static std::pair<Code, std::string> Read(int key) {
  if (key > 5) return std::make_pair(Code::kMissing, std::string());  // [error_return] read 1
  return {Code::kOk, "text"};
}

static std::tuple<bool, int, int> Split(int key) {
  if (key > 5) return {false, 0, 0};  // [error_return] split no
  return {true, key, key};
}

static std::pair<int, int> Range(int n) {
  if (n > 5) return {0, 5};
  return {0, n};
}

int main() {
  std::printf("find %s\n", Find(1).first ? "yes" : "no");
  std::printf("read %d\n", static_cast<int>(Read(1).first));
  std::printf("split %s\n", std::get<0>(Split(1)) ? "yes" : "no");
  std::printf("%d\n", Range(1).second);
}
