#include <cstdio>

class Queue {
 public:
  // Acts, and says whether it worked.
  bool Push(int) {
    if (IsFull()) return false;  // [error_return] refused // [negation=1] refused
    ++size_;
    return true;
  }
  // Looks only.
  bool IsFull() const {
    if (size_ < capacity_) return false;  // [!error_return] answers a question
    return true;
  }
  bool IsBounded() const { return kBounded; }
  bool Fits(int n) const { return size_ + n <= capacity_; }

 private:
  static constexpr bool kBounded = true;
  int size_ = 0;
  int capacity_ = 3;
};

static bool g_open = true;
static bool IsOpen() { return g_open; }
static bool IsShut() { return !IsOpen(); }  // [!negation] passed on as it is

static bool IsOdd(int n) { return n % 2 != 0; }
static constexpr bool IsZero(int n) { return n == 0; }

int main() {
  Queue q;
  const bool pushed = q.Push(1);  // [!negation] acts and reports success
  std::printf("%s\n", pushed ? "pushed" : "refused");
  std::printf("%s\n", q.IsBounded() ? "bounded" : "unbounded");  // [!negation] depends only on constants
  if (!q.Fits(1)) std::printf("does not fit\n");  // [negation=0] does not fit
  int rounds = 0;
  while (!q.Fits(3) && IsOdd(rounds + 3)) {  // [negation=1] rounds 0 // [negation=0] rounds 0 // [delay]
    q = Queue();
    ++rounds;
    if (q.Fits(3)) break;  // [negation=0] rounds 3
    q.Push(1);  // [!negation] acts
    ++rounds;
  }
  std::printf("rounds %d\n", rounds);
  const bool odd = IsOdd(2), even = !IsOdd(2);  // [negation=1] odd // [negation=1] not even
  std::printf("%s\n", odd ? "odd" : "-");
  std::printf("%s\n", even ? "-" : "not even");
  std::printf("%s\n", IsShut() ? "shut" : "open");  // [negation=1] shut
  std::printf("%d\n", IsZero(0));  // [!negation] constexpr
}
