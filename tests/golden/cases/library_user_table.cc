// with parts/ledger.h
// library {call: "ledger::Book::Write", status: 'ledger::Status::Broken("injected")'}
// library {call: "ledger::Book::Parse", returns: "false"}
// library {call: ["ledger::Book::Turn", "ledger::Close"], throws: "ledger::Error{7}"}
// library {call: "ledger::Lock::Lock", throws: "ledger::Error{8}"}
// library {call: ticker_sync, from: parts/ledger.h, returns: "-errno", errno: EIO, usual: [EAGAIN]}
#include "parts/ledger.h"

#include <cstdio>

// Entries of the user's own: a status that only moves, a virtual method and one that overrides it, a reference, a class
// that neither copies nor moves, a function without a result.
static void Use(ledger::Book& book, ledger::Journal& journal) {
  std::printf("%s\n", book.Write(1).why());  // [library_error] injected // occurs 0
  ledger::Status status = journal.Write(2);  // [library_error] then injected // occurs 1
  std::printf("then %s\n", status.why());
  if (!book.Parse("x")) std::printf("not parsed\n");  // [library_error] not parsed
  ledger::Book& same = book.Turn(1);  // [library_error] error 7
  std::printf("%d\n", &same == &book);
  const ledger::Lock lock(2);  // [library_error] error 8
  ledger::Close(3);  // [library_error] error 7
  std::printf("sync %d\n", ticker_sync(0));  // [library_error] sync -5 // occurs 0
  std::printf("%d\n", ticker_sync(2));  // [library_error] // occurs 0
  ledger::Close(10);  // [library_error] error 7 // occurs 1
}

int main() {
  ledger::Book book;
  ledger::Journal journal;
  try {
    Use(book, journal);
  } catch (const ledger::Error& e) {
    std::printf("error %d\n", e.code);
  }
}
