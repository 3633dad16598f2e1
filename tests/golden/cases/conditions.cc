// Branch conditions as formulas, and that evaluation order and short circuits stay.
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

static bool Say(const char* what, bool value) {
  std::printf("%s ", what);
  return value;
}

enum class Mode { kSync, kAsync };

struct Options {
  int replicas = 3;
  bool strict = false;
  Mode mode = Mode::kSync;
};

class Node {
 public:
  explicit Node(Options options) : options_(options) {}
  int Check(int n, const int* p, unsigned u, double d, const std::string& s) {
    if (options_.replicas >= 2 && !options_.strict) std::printf("replicated ");  // when (and (>= I"Node::options_.replicas" 2) (not B"Node::options_.strict"))
    if (options_.mode == Mode::kAsync) std::printf("async ");  // when (= I"Node::options_.mode" 1)
    if (!p || *p > n) std::printf("p ");  // when (or (not (!= i"p" 0)) (> i"*p@2" i"n"))
    if (n) std::printf("n ");  // when (!= i"n" 0)
    if (u - 1 > 5) std::printf("u ");  // when (> i"u - 1@4" 5)
    if (n + 2 * n < 50) std::printf("sum ");  // when (< (+ i"n" (* 2 i"n")) 50)
    if (d < 0.5) std::printf("d ");  // when b"d < 0.5@6"
    if (s.empty()) std::printf("empty ");  // when b"s.empty()@7"
    if (calls_++ > 0) std::printf("again ");  // when (> i"calls_++@8" 0)
    if ((n & 1) == 1) std::printf("odd ");  // when (= i"n & 1@9" 1)
    int k = n;
    if (k > 2) --k;  // when (> i"k@10" 2)
    if (k > 2) std::printf("k ");  // when (> i"k@11" 2)
    return k;
  }

 private:
  const Options options_;
  int calls_ = 0;
};

int main() {
  if (Say("a", true) && Say("b", false)) std::printf("both\n");  // [negation=0] // [negation=1]
  if (Say("c", false) || Say("d", true)) std::printf("either\n");  // [negation=1] // [negation=0]
  if (Say("e", true), Say("f", false)) std::printf("comma\n");  // [negation=0] // [negation=1]
  if (!Say("g", false)) std::printf("not\n");  // [negation=1]
  if (int x = 3; x > 2 && x < 4) std::printf("x\n");
  const int one = 1;
  Node node{Options{}};
  std::printf("%d\n", node.Check(4, &one, 0, 0.25, ""));
  std::printf("%d\n", node.Check(3, nullptr, 9, 1.0, "s"));
}
