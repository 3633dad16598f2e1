#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

// One site a place, however many instances.
template <typename T>
T Positive(T value) {
  if (value < T{}) throw std::domain_error("negative");  // [throw] // occurs 2
  return value;
}

template <typename T, int kCapacity = 2>
class Stack {
 public:
  void Push(T value);
  T Pop() {
    if (values_.empty()) throw std::logic_error("empty");  // [throw] empty
    T top = values_.back();
    values_.pop_back();
    return top;
  }
  bool IsFull() const { return values_.size() >= kCapacity; }
  template <typename F>
  void Each(F f) const {
    for (const T& value : values_) f(value);  // [delay] // iterations 2
  }

 private:
  std::vector<T> values_;
};

template <typename T, int kCapacity>
void Stack<T, kCapacity>::Push(T value) {
  if (IsFull()) throw std::length_error("full");  // [throw] full // [negation=1] full
  values_.push_back(value);
}

template <>
inline void Stack<char>::Push(char value) {
  if (value == 0) throw std::length_error("nul");  // [throw] nul
  values_.push_back(value);
}

template <typename... Ts>
int Count(Ts... values) {
  int count = 0;
  ((count += Positive(values) > 0), ...);
  return count;
}

int main() {
  try {
    for (int i = -1; i < 1; ++i) {  // [!delay] constant bounds
      try {
        Positive(i);
        Positive(static_cast<double>(i));
      } catch (const std::domain_error&) {
        std::printf("caught %d\n", i);
      }
    }
    try { Positive(-2.5); } catch (const std::domain_error&) {}
  } catch (...) {
  }
  try {
    std::printf("%d\n", Count(1, 2.0, 3L));
    Stack<int> s;
    s.Push(1);
    s.Push(2);
    s.Each([](int value) { std::printf("%d\n", value); });
    Stack<std::string> t;
    t.Push("a");
    std::printf("%d %s\n", s.Pop(), t.Pop().c_str());
    Stack<char> c;
    c.Push('c');
    std::printf("%c\n", c.Pop());
  } catch (const std::exception& e) {
    std::printf("error: %s\n", e.what());
  }
}
