// model/status.h — how every room reports failure.
//
// A function that can fail returns Result<T>. The message says what was tried, on which object, and what to do
// next; the code is for programs. The set of codes is closed: a new way to fail picks the nearest one.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace csnake::model {

enum class Code {
  kInvalidArgument,  // The caller or user asked for something that makes no sense: usage, configuration.
  kNotFound,         // A named thing does not exist.
  kCorrupt,          // Stored or received bytes are not what they claim to be.
  kMismatch,         // Two things that must belong together do not, such as a campaign and a rebuilt binary.
  kUnavailable,      // The environment refused: disk full, no permission, process could not start.
  kRedTests,         // Workloads fail without any fault.
  kNothingToTest,    // No instrumented site, no test, or an empty selection.
  kInterrupted,      // The user stopped the work.
  kInternal,         // A defect of CSnake.
};

struct Error {
  Code code = Code::kInternal;
  std::string message;
};

template <typename T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> Fail(Code code, std::string message) {
  return std::unexpected(Error{code, std::move(message)});
}

}  // namespace csnake::model
