// Constants by name, macros, all bits set.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>

static constexpr int kFailed = -7;
#define E_BUSY (-16)

static int Try(int n) {
  if (n > 5) return kFailed;  // [error_return] try -7
  if (n > 4) return E_BUSY;  // [error_return] try -16
  return n;
}

static size_t Find(std::string& text, char c) {
  if (text.empty()) return static_cast<size_t>(-1);  // [error_return] find none
  return text.find(c);
}

static uint32_t Slot(int& n) {
  if (n > 5) return UINT32_MAX;  // [error_return] slot 4294967295
  return static_cast<uint32_t>(++n);
}

int main() {
  std::string text = "abc";
  int n = 1;
  std::printf("try %d\n", Try(1));
  std::printf("find %s\n", Find(text, 'b') == static_cast<size_t>(-1) ? "none" : "one");
  std::printf("slot %u\n", Slot(n));
}
