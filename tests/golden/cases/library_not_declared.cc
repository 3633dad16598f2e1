// with parts/ledger.h
// library {call: "ledger::Close", throws: "ledger::Missing()"}
// library {call: "ledger::Book::Parse", off: "it always parses", returns: "false"}
#include "parts/ledger.h"

#include <cstdio>

// What cannot be injected is left out, with the reason.
int main() {
  ledger::Close(1);  // [!library_error] the unit does not define what its exception is made of
  std::printf("%d\n", ledger::Book().Parse("x"));  // [!library_error] it always parses
}
