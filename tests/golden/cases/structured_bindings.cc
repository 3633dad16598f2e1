#include <cstdio>
#include <map>
#include <stdexcept>
#include <string>
#include <tuple>

static std::tuple<int, std::string> Parse(int n) {
  if (n > 8) throw std::out_of_range("parse");  // [throw] parse
  return {n, std::to_string(n)};
}

int main() {
  try {
    const std::map<std::string, int> ages = {{"a", 1}, {"b", 2}};
    for (const auto& [name, age] : ages) {  // [delay] // iterations 2
      if (age > 5) throw std::runtime_error("old " + name);  // [throw] old a
      std::printf("%s %d\n", name.c_str(), age);
    }
    auto [n, text] = Parse(3);
    if (n != 3) throw std::logic_error("differs");  // [throw] differs
    std::printf("%d %s\n", n, text.c_str());
    const auto check = [m = n](int limit) { return m < limit; };
    std::printf("%d\n", check(4));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
