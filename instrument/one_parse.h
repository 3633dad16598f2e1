// instrument/one_parse.h — compiles a unit whose headers are parsed once, for the analysis and for the object.
//
//   hooks, headers | rest => parse the headers => fork: the child parses the rest as it was, finds what to hook, and
//   sends
//                                                 the rewritten rest through a pipe
//                                                 the parent parses that instead, and generates the object
//
// What stands in front of the target's first token needs no hooks, and is most of a unit's text. The child is a
// snapshot of the parser at that place: no state is saved, and nothing has to be undone.
#pragma once

#include <string>
#include <vector>

#include "instrument/unit.h"

namespace csnake::instrument {

struct OneParseResult {
  // There is an object. Else nothing was written, and the other way (RewriteUnit, then the compiler) may do it, or
  // tells why it cannot be done.
  bool done = false;
  bool has_messages = false;  // The compiler had something to say of the unit.
  std::string text;           // What was compiled; empty unless `keep`.
};

// `unit.text` is what the preprocessor made. `clang`: name of the compiler, `command`: its words with `file` as the
// input, which need not exist, and with the object as the output; both as if it were started. Only the Clang that this
// program is linked with can be stood in for. Uses a child process; otherwise like a run of the compiler, in this
// process.
OneParseResult CompileInOneParse(const UnitRequest& unit, const std::string& clang,
                                 const std::vector<std::string>& command, const std::string& file, bool keep);

}  // namespace csnake::instrument
