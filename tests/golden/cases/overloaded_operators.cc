// Conditions whose operators are the target's own.
#include <cstdio>
#include <stdexcept>

struct Flag {
  bool set;
  const char* name;
  explicit operator bool() const { return set; }
};
static Flag operator&&(Flag a, Flag b) {
  std::printf("and(%s,%s) ", a.name, b.name);
  return {a.set && b.set, "and"};
}
static Flag operator||(Flag a, Flag b) {
  std::printf("or(%s,%s) ", a.name, b.name);
  return {a.set || b.set, "or"};
}
static Flag operator,(Flag a, Flag b) {
  std::printf("comma(%s,%s) ", a.name, b.name);
  return b;
}
static Flag operator!(Flag a) { return {!a.set, "not"}; }
static Flag operator<(Flag a, Flag b) { return {a.set < b.set, "less"}; }

struct Never {
  bool operator!() const {
    if (calls++ > 5) throw std::logic_error("never");  // [throw] never
    return true;
  }
  operator bool() const { return true; }
  static inline int calls = 0;
};

static int Check(Flag a, Flag b) {
  if (a && b) throw std::logic_error("both set");  // [throw] both set
  if (!(a || b)) return -1;  // [error_return] checked -1
  if (b < a) std::printf("less ");
  while ((a, b)) /* [delay] */ b = Flag{false, "done"};
  if (const Never never; never) return 5;
  return 0;
}

int main() {
  try {
    std::printf("checked %d\n", Check({false, "a"}, {true, "b"}));
    if (!Never()) std::printf("?\n");
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
