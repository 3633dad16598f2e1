#include <cstdio>
#include <map>
#include <stdexcept>
#include <string>

static std::map<std::string, int> table = {{"a", 1}};

static int Find(const std::string& key) {
  const auto found = table.find(key);
  if (found != table.end()) return found->second;
  throw std::out_of_range("no " + key);  // [throw] no a
}

static int Search(const int* values, int count, int wanted) {
  for (int i = 0; i < count; ++i) {  // [!delay] no input
    if (values[i] == wanted) return i;
  }
  throw std::runtime_error("absent");  // [throw] absent
}

int main() {
  const int values[] = {3, 1, 2};
  try {
    std::printf("%d\n", Find("a"));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
  try {
    std::printf("%d\n", Search(values, 3, 2));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
