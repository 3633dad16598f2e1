#include <cstdio>
#include <map>
#include <string>

int Register(const char* name) {
  static std::map<std::string, int>* const names = new std::map<std::string, int>;
  if ((*names)[name]++ > 5) return -1;  // [error_return] -1
  return static_cast<int>(names->size());
}

static const int second = Register("second");
__attribute__((constructor)) static void Print() { std::printf("second %d %d\n", second, Register("constructor")); }
