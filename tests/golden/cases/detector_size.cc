// A size against a limit: full queues, and what is no limit.
#include <cstddef>
#include <cstdio>
#include <deque>
#include <vector>

class Queue {
 public:
  explicit Queue(size_t most) : most_(most) {}
  void Push(int item) {
    if (items_.size() >= most_) {  // [detector=1] dropped 1
      ++dropped_;
      return;
    }
    items_.push_back(item);
  }
  void Trim() {
    if (items_.size() > most_) items_.pop_front();  // [detector=1] size 2 
  }
  void Take() {
    if (items_.size() > 0) items_.pop_front();  // [!detector] something from nothing
    if (items_.empty()) return;
    items_.pop_front();
  }
  int At(size_t index) {
    if (index >= items_.size()) return 0;  // [!detector] position
    return items_[index];
  }
  void Print() const { std::printf("size %zu dropped %d\n", items_.size(), dropped_); }

 private:
  const size_t most_;
  std::deque<int> items_;
  int dropped_ = 0;
};

int main() {
  Queue queue(4);
  queue.Push(1);
  queue.Push(2);
  queue.Push(3);
  queue.Trim();
  queue.Print();
  std::printf("%d\n", queue.At(1));
  queue.Take();
}
