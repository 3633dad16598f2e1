// Branch conditions as formulas, and that evaluation order and short circuits stay.
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

struct Thing {
  int one = 1;
  int two = 0;
  const Thing& WithAVeryLongNameSoThatTheTextOfACallHasMoreThanSixtyLetters() const { return *this; }
};

static int Long(const Thing& t) {
  if (t.WithAVeryLongNameSoThatTheTextOfACallHasMoreThanSixtyLetters().one && !t.WithAVeryLongNameSoThatTheTextOfACallHasMoreThanSixtyLetters().two) return 1;  // when (and (!= i"t.WithAVeryLongNameSoThatTheTextOfACallHasM~362ccbcdfcbcc283@0" 0) (not (!= i"t.WithAVeryLongNameSoThatTheTextOfACallHasM~ffef84ce6fbb648d@0" 0)))
  return 0;
}

#define TEN(c) c + 1 || c + 2 || c + 3 || c + 4 || c + 5 || c + 6 || c + 7 || c + 8 || c + 9 || c + 10
static int Deep(int c) {
  // A chain too deep for readers is one opaque term.
  if (TEN(c) || TEN(10 + c) || TEN(20 + c) || TEN(30 + c) || TEN(40 + c) || TEN(50 + c) || TEN(60 + c) || TEN(70 + c) || TEN(80 + c) || TEN(90 + c) || TEN(100 + c) || TEN(110 + c)) return 1;  // when b"c + 1 || c + 2 || c + 3 || c + 4 || c + 5 |~67391aa5613f2785@0"
  return 0;
}

static bool Say(const char* what, bool value) {
  std::printf("%s ", what);
  return value;
}

enum class Mode { kSync, kAsync };

struct Options {
  int replicas = 3;
  bool strict = false;
  Mode mode = Mode::kSync;
  unsigned flags = 2;
};

class Node {
 public:
  explicit Node(Options options) : options_(options) {}
  int Check(int n, const int* p, unsigned u, double d, const std::string& s) {
    if (options_.replicas >= 2 && !options_.strict) std::printf("replicated ");  // when (and (>= I"Options::replicas" 2) (not B"Options::strict"))
    if (options_.mode == Mode::kAsync) std::printf("async ");  // when (= I"Options::mode" 1)
    if (!p || *p > n) std::printf("p ");  // when (or (not (!= i"p" 0)) (> i"*p@2" i"n"))
    if (n) std::printf("n ");  // when (!= i"n" 0)
    if (u - 1 > 5) std::printf("u ");  // when (> i"u - 1" 5)
    if (n + 2 * n < 50) std::printf("sum ");  // when (< (+ i"n" (* 2 i"n")) 50)
    if (d < 0.5) std::printf("d ");  // when b"d < 0.5@6"
    if (s.empty()) std::printf("empty ");  // when b"s.empty()@7"
    if (calls_++ > 0) std::printf("again ");  // when (> i"calls_++@8" 0)
    if ((n & 1) == 1) std::printf("odd ");  // when (= i"n & 1" 1)
    if (Next() > 0 && Next() < 0) std::printf("odd world ");  // when (and (> i"Next()@10" 0) (< i"Next()@10.2" 0))
    if ((options_.flags & 4u) != 0) std::printf("flag ");  // when (!= I"Options::flags & 4" 0)
    if (n % 8 / 2 == 3) std::printf("part ");  // when (= i"(n % 8) / 2" 3)
    int k = n;
    if (k > 2) --k;  // when (> i"k@13" 2)
    if (k > 2 && k < 9) std::printf("k ");  // when (and (> i"k@14" 2) (< i"k@14" 9))
    std::printf("%s ", options_.strict ? "strict" : "lax");  // when B"Options::strict"
    std::printf("%d ", n > 2 ? 1 : 0);  // Not on configuration: no branch.
    return k;
  }

 private:
  const Options options_;
  int Next() { return next_ = -next_; }
  int calls_ = 0;
  int next_ = -1;
};

int main() {
  if (Say("a", true) && Say("b", false)) std::printf("both\n");  // [negation=0] // [negation=1]
  if (Say("c", false) || Say("d", true)) std::printf("either\n");  // [negation=1] // [negation=0]
  if (Say("e", true), Say("f", false)) std::printf("comma\n");  // [negation=0] // [negation=1]
  if (!Say("g", false)) std::printf("not\n");  // [negation=1]
  if (int x = 3; x > 2 && x < 4) std::printf("x\n");
  std::printf("%d %d\n", Long({}), Deep(1));
  const int one = 1;
  Node node{Options{}};
  std::printf("%d\n", node.Check(4, &one, 0, 0.25, ""));
  std::printf("%d\n", node.Check(3, nullptr, 9, 1.0, "s"));
}
