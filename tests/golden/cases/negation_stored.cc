// The answer in a loop's condition, a variable, an argument; unused, it is no fault point.
#include <cstdio>

class Job {
 public:
  bool IsDone() const { return left_ == 0; }
  bool IsLate(int now) const { return now > left_ + 100; }
  void Step() { --left_; }

 private:
  int left_ = 3;
};

static void Report(bool late) { std::printf(late ? "late\n" : "in time\n"); }

int main() {
  Job job;
  int steps = 0;
  while (!job.IsDone()) {  // [negation=1] steps 0 // occurs 1
    job.Step();
    ++steps;
  }
  std::printf("steps %d\n", steps);
  const bool late = job.IsLate(5);  // [negation=1] stored
  if (late) std::printf("stored\n");
  Report(job.IsLate(6));  // [negation=1] late
  (void)job.IsDone();  // [!negation] not used
}
