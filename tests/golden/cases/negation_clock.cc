// A question that is answered with lengths of time is a question.
#include <chrono>
#include <cstdio>

using std::chrono::milliseconds;

class Lease {
 public:
  bool IsLong() { return std::chrono::duration_cast<milliseconds>(length_) > milliseconds(500); }

 private:
  std::chrono::seconds length_{3};
};

int main() {
  Lease lease;
  if (lease.IsLong()) std::printf("long\n");  // [negation=0] short
  else std::printf("short\n");
}
