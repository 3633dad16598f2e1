#include <cstdio>
#include <memory>
#include <string>
#include <vector>

// Types that only move, references, and values of classes go through the hook unchanged.
struct Item {
  int number = 0;
  std::string text() const { return std::to_string(number); }
};

static std::vector<std::string> Split(const std::string& line) {
  std::vector<std::string> parts;
  size_t begin = 0;
  for (size_t at; (at = line.find(',', begin)) != std::string::npos; begin = at + 1) parts.push_back(line.substr(begin, at - begin));  // [!delay] no input
  parts.push_back(line.substr(begin));
  return parts;
}

static std::unique_ptr<Item> Make(const std::string& text) {
  return std::make_unique<Item>(Item{std::stoi(text)});  // [library_error] made 0
}

int main() {
  int sum = 0;
  try {
    for (const std::string& part : Split("1,2,3")) sum += Make(part)->number;  // [delay] // iterations 3
  } catch (const std::exception&) {
    sum = 0;
  }
  std::printf("made %d\n", sum);
}
