// What is handled stands in the else.
#include <cstdio>
#include <vector>

class Window {
 public:
  void Add(int item) {
    if (items_.size() < most_) {  // [detector=0] overflow 1
      std::printf("added %d\n", item);
    } else {
      ++overflow_;
    }
    std::printf("overflow %d\n", overflow_);
  }

 private:
  std::vector<int> items_;
  size_t most_ = 4;
  int overflow_ = 0;
};

int main() {
  Window window;
  window.Add(1);
}
