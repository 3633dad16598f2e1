// config/library.h — the library table: how functions outside the target fail.
//
//   instrument/library/*.yml (shipped), faults.library (the user's) => ReadLibrary() => LibraryCall => instrument/
//
// A table is a YAML list of entries; docs/library-table.md says what each key means. To add a key: 1. a member here,
// 2. a row in library.cc, 3. a line in that page, 4. a case in the test.
//
// Threads: values only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/status.h"

namespace csnake::config {

// One entry: some functions that fail alike.
struct LibraryCall {
  std::vector<std::string> calls;  // Qualified names without template arguments; a constructor is `ns::Class::Class`.
  std::vector<std::string> from;   // Ends of the paths of headers that declare them; may be empty for qualified names.

  // What the caller sees when it fails; at least one of these. Text, as written in the table.
  std::string returns;     // A number, "null", "false", "errno" or "-errno"; also the value beside `error_code`.
  std::string throws;      // An expression of the exception.
  std::string error_code;  // Name of the error that an error_code& parameter gets.
  std::string status;      // An expression of the returned object; the object's ok() tells a failure.
  bool stream = false;     // The object is a stream, and its state tells.

  std::string error;               // `errno`: name of the error that goes with `returns`; empty: errno is left alone.
  std::string fails_when;          // "equal" to `returns`, "negative", "nonzero", "nonpositive".
  std::vector<std::string> usual;  // Errors, or numbers returned, that are no failure.
  bool makes_call = false;         // The call is made, and only its answer replaced: leaving it out would leak.
  bool arms_timer = false;         // Makes a callback come again; never a fault of its own when nothing else is given.
  std::string off;                 // Why it is no fault point by default; empty: it is one.

  bool operator==(const LibraryCall&) const = default;
};

// `name` stands in messages: a path, or "faults.library". Order is kept.
// Errors: kInvalidArgument with name:line:column: not YAML, an unknown key (with the nearest one), a missing or bad value.
model::Result<std::vector<LibraryCall>> ReadLibrary(std::string_view text, const std::string& name);

// The number of an error name on this system, 0 when it is unknown: "EAGAIN" => 11. A number stands for itself.
int ErrorNumber(const std::string& name);

}  // namespace csnake::config
