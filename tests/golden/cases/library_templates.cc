#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

// Inside templates, generic lambdas and classes.
template <typename T>
struct Parser {
  T Parse(const std::string& text) const {
    try {
      return static_cast<T>(std::stoi(text) + 1);  // [library_error] parsed -1
    } catch (const std::exception&) {
      return static_cast<T>(-1);
    }
  }
};

template <typename Out>
static size_t Save(Out& out, const std::string& text) {
  return std::fwrite(text.data(), 1, text.size(), out) == text.size() ? text.size() : 0;  // [library_error] saved 0
}

int main() {
  std::printf("parsed %d\n", Parser<int>().Parse("1"));
  std::printf("saved %zu\n", Save(*std::vector<FILE*>{stdout}.data(), "x\n"));
  const auto generic = [](auto text) { return std::stoi(text); };
  try {
    std::printf("%d\n", generic(std::string("3")));
  } catch (const std::exception&) {
    std::printf("generic\n");
  }
}
