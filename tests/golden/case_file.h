// golden/case_file.h — what a case under cases/ says about itself.
//
// A case is a program of one file. Directives stand in comments on lines of their own, expectations in comments behind
// the code they speak of; both forms of comment will do, and several may share a line:
//   // with parts/second.cc parts/shared.h   more files of the case: sources are linked (not .h, .inc), all may hold expectations
//   // shared parts/plugin.c                a source of a library that the program loads: the program's path and ".so"
//   // flags -std=c++20 -O0                  replaces the default language options; behind all others
//   // loses frames_too_deep                what its runs may lose; of all others none must lose anything
//   // config faults: {...}                  a further line of its csnake.yml
//   // library {call: ...}                  an entry of faults.library, as in csnake.yml
//   // [throw] text         one hooked site of this kind begins on this line; with it armed the program prints `text`,
//                           which it does not print otherwise; without a text it must only fire
//   // [negation=1] text    the same with the value that is forced; also [detector=1]
//   // [delay]              a hooked loop; slowed down, the program prints what it always does
//   // [!throw] words       a candidate that is not hooked, for a reason with these words
//   // iterations 5         of the loop on this line, in the unarmed run
//   // occurs 2             natural occurrences of the error on this line; of a negation or detector: how often it was true
//   // inside 7             the loop on this line was always entered from an iteration of the loop on line 7; 0: from none
//   // in loop              the throw on this line stands in a loop over elements; `not in loop`: it does not
//   // paced                the loop on this line sleeps or waits with a limit; `not paced`: it does not; `sleeps`: in each iteration
//   // from kv::Read         all that was recorded for the site on this line has this nearest instrumented caller
//   // asks kv::IsStale     the negation on this line asks the same as all others with this claim, and only they; `asks nothing`
//   // when (< i"n" 0)      the formula of a branch on this line
#pragma once

#include <string>
#include <vector>

#include "model/site.h"

namespace csnake::golden {

enum class Claim { kHooked, kExcluded, kIterations, kOccurs, kInside, kPaced, kInLoop, kFrom, kAsks, kWhen };

struct Expectation {
  std::string file;  // Relative to the folder of cases.
  int line = 0;
  Claim claim = Claim::kHooked;
  model::Kind kind = model::Kind::kThrow;  // kHooked, kExcluded.
  int value = 0;                           // kHooked: forced value; kIterations, kOccurs: the count; kInside: a line; kInLoop: 1 or 0; kPaced: a model::Pause.
  std::string text;                        // Output, reason, function or formula.
};

struct CaseFile {
  std::vector<std::string> sources;  // Relative to the folder of cases, the case itself first.
  std::string shared;  // The source of a library; empty: none.
  std::vector<std::string> flags;
  std::vector<std::string> loses;
  std::string config;                // Further lines of csnake.yml.
  std::vector<std::string> library;
  std::vector<Expectation> expectations;
  std::vector<std::string> mistakes;  // Comments that look like an expectation and are none.
};

bool IsC(const std::string& path);

// Reads a case and the files it names.
CaseFile ReadCase(const std::string& folder, const std::string& name);

}  // namespace csnake::golden
