// What must keep working around a hooked return: moves, references, copy elision, void, constructors in place.
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

struct Pinned {
  explicit Pinned(int n) : value(n) {}
  Pinned(const Pinned&) = delete;
  int value;
};

static Pinned Make(int n) {
  if (n < 0) throw std::domain_error("pinned");  // [throw] pinned
  return Pinned(n);
}

static const std::string& Longer(const std::string& a, const std::string& b) {
  if (a.size() == b.size()) throw std::logic_error("equal");  // [throw] equal
  return a.size() > b.size() ? a : b;
}

static std::vector<std::unique_ptr<int>> Fill(int n) {
  std::vector<std::unique_ptr<int>> out;
  for (int i = 0; i < n; ++i) {  // [delay] // iterations 3
    out.push_back(std::make_unique<int>(Make(i).value));
  }
  return out;
}

static void Nothing(int n) {
  if (n > 3) return;
  std::printf("nothing\n");
}

static auto Deduced(int n) -> decltype(n + 1L) {
  if (n > 3) return -1;  // [error_return] deduced -1
  return n;
}

static auto Auto(int n) {
  if (n > 3) return -1;  // [error_return] auto -1
  return n;
}

int main() {
  try {
    std::printf("%zu\n", Fill(3).size());
    std::printf("%s\n", Longer("a", "bb").c_str());
    Nothing(1);
    std::printf("deduced %ld\n", Deduced(1));
    std::printf("auto %d\n", Auto(1));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
