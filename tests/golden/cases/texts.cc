// Raw strings, continued lines, digraphs and comments in odd places.
#include <cstdio>
#include <stdexcept>

static const char kText[] = R"(if (x) throw 1; // not code
# 7 "other.cc"
for (;;) { } )";

static int Check(int n) {
  if (n /* [throw] a "quoted" ; } text */ \
      < 0) throw std::domain_error(
      "a \"quoted\" ; } " /* a comment; } */
      "text");
  const char* raw = R"x(
# 1 "raw"
)x";
  if (n > 9 /* } */) { // } {
    throw std::domain_error(R"(raw } ")");  // [throw] raw } "
  }
  if (n == 8) throw std::runtime_error(raw);  // [throw] # 1 "raw"
  return n;
}

static int Digraph(int n) <%
  if (n > 5) <% throw std::range_error("digraph"); %>  // [throw] digraph
  while (n > 0) <% std::printf("%d\n", n--); %>  // [delay]
  return n;
%>

int main() {
  std::printf("%s %zu\n", kText, sizeof(kText));
  try {
    std::printf("%d %d\n", Check(1), Digraph(3));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
  int at = __LINE__; std::printf("%d %s\n", at, __func__);
}
