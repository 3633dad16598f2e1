// Where an error is hooked, or a predicate asked, the condition needs no second fault point.
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <vector>

class Buffer {
 public:
  int Put(int item) {
    if (items_.size() >= kMost) return -1;  // [error_return] full // [!detector] guards an error
    items_.push_back(item);
    return 0;
  }
  void Insist(int item) {
    if (items_.size() >= kMost) throw std::length_error("full");  // [throw] length // [!detector] guards an error
    items_.push_back(item);
  }
  void Drop() {
    if (IsFull() && items_.size() > 2) items_.clear();  // [negation=1] still 0 // [!detector] asks a predicate
    std::printf("still %zu\n", items_.size());
  }
  bool IsFull() const { return items_.size() >= kMost; }

 private:
  static constexpr size_t kMost = 8;
  std::vector<int> items_;
};

int main() {
  Buffer buffer;
  std::printf("%s\n", buffer.Put(1) == 0 ? "put" : "full");
  try {
    buffer.Insist(2);
    buffer.Insist(3);
  } catch (const std::length_error&) {
    std::printf("length\n");
  }
  buffer.Drop();
}
