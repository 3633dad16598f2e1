// Counted at every evaluation, in a loop as well; only one evaluation is inverted.
#include <cstdio>
#include <vector>

class Queue {
 public:
  void Push(int item) {
    if (items_.size() > 50) {  // [detector=1] dropped 1 kept 9 // occurs 0
      ++dropped_;
      return;
    }
    items_.push_back(item);
  }
  void PushAll(int n) {
    for (int i = 0; i < n; ++i) {  // [delay]
      if (++pushes_ > 90) {  // [detector=1] reset // occurs 0
        std::printf("reset\n");
        pushes_ = 0;
      }
      Push(i);
    }
  }
  void Print() const { std::printf("dropped %d kept %zu\n", dropped_, items_.size()); }

 private:
  std::vector<int> items_;
  int dropped_ = 0;
  int pushes_ = 0;
};

int main() {
  Queue queue;
  queue.PushAll(10);
  queue.Print();
}
