// What looks at one character sorts letters; what looks at a number may look at a state.
#include <cstdio>
#include <cstring>

static bool IsBlank(char c) { return c == ' ' || c == '\t'; }
static bool IsOld(int age) { return age > 3; }

int main() {
  const char* text = "  old";
  while (IsBlank(*text)) ++text;  // [!negation] one character
  if (IsOld(static_cast<int>(strlen(text)))) std::printf("old\n");  // [negation=1] old
  else std::printf("new\n");
}
