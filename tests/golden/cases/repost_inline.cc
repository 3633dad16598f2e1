#include <cstdio>
#include <functional>

// An executor that runs a callback at once: then posting is recursion, one execution with all iterations.
static void Dispatch(const std::function<void()>& work) { work(); }

class Drain {
 public:
  void Next() {  // [delay] // iterations 4 // inside 0
    std::printf("next %d\n", left_);
    if (left_-- > 0) Dispatch([this] { Next(); });
  }

 private:
  int left_ = 3;
};

int main() {
  Drain drain;
  drain.Next();
}
