// golden/table.h — the conformance table: what became of each case, in Markdown.
//
//   golden_test --table => one golden_test per core, each with a share of the cases => rows => table on stdout
#pragma once

#include <string>

namespace csnake::golden {

struct Row {
  std::string name;       // Of the case's file.
  int expected = 0;       // Fault points that the case says are there.
  int found = 0;          // In the catalogue, with their kind, on their line.
  int placed = 0;         // Armed, the fault fired.
  int right = 0;          // And the program then printed what it should.
  bool same = false;      // Unarmed, output and exit code are those of the plain program.
  bool passed = false;    // Nothing else failed either: counts, contexts, formulas, nothing unexpected.
};

// Keeps a row for the process that makes the table; does nothing without one.
void KeepRow(const Row& row);

// Runs all cases, prints the table. Returns 1 when a case failed, else 0.
int PrintTable(const std::string& program);

}  // namespace csnake::golden
