// Unicode names, digit groups, raw strings, digraphs, alternative tokens, odd literals.
#include <cstdio>
#include <stdexcept>
#include <string>

struct größe { int länge; };
static bool Überschritten(größe g) { return g.länge > 1'000'000; }

static int operator bitand(const std::string& text, int n) { return static_cast<int>(text.size()) + n == 0; }

static int Prüfe(größe g, const std::string& text) {
  if (Überschritten(g)) throw std::out_of_range("zu groß: \"\\\" ü");  // [negation=1] zu groß // [throw] zu groß: "\" ü
  if (g.länge == 0x1'F and not text.empty()) throw std::logic_error(R"x(raw ")" { } ?: // no comment)x");  // [throw] raw ")" { }
  if (text == R"(two
lines)") throw std::logic_error("behind lines");  // [throw] behind lines
  int values<:3:> = <%1, 2, 3%>;
  for (int i = 0; i < g.länge; ++i) std::printf("%d%c ", values[i], u8"ä"[0] == '\'' ? '"' : '}');  // [delay]
  if (text bitand 0x1 or g.länge == '{') return -1;  // [error_return]
  return 0b11'00 + 1'0;
}

int main() {
  try {
    std::printf("%d\n", Prüfe({2}, "x"));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
