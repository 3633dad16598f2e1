// if, switch and while with declarations in their heads.
#include <cstdio>
#include <map>
#include <memory>
#include <stdexcept>

struct Lock {
  explicit Lock(const char* n) : name(n) { std::printf("lock %s\n", name); }
  ~Lock() { std::printf("unlock %s\n", name); }
  explicit operator bool() const { return true; }
  const char* name;
};

static int Look(const std::map<int, int>& table, int key) {
  if (const Lock lock("a"); !table.contains(key)) {
    throw std::out_of_range("absent");  // [throw] absent
  } else if (const Lock inner{"b"}) {
    std::printf("inner\n");
  }
  switch (const Lock lock("c"); const int n = table.at(key)) {
    case 1: return n;
    default: return n + 1;
  }
}

static std::unique_ptr<int> Next(int& n) {
  if (n <= 0) return nullptr;  // [error_return]
  return std::make_unique<int>(n--);
}

int main() {
  try {
    std::printf("%d\n", Look({{1, 1}, {2, 2}}, 2));
    int n = 2;
    while (const auto item = Next(n)) std::printf("item %d\n", *item);  // [delay] // iterations 2
    for (int left = 2; const auto item = Next(left);) std::printf("item %d\n", *item);  // [delay] // iterations 2
    std::printf("ended %d\n", n);
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
