// expected.h: a value or the error that kept it from being made. The store has no exceptions of its own.
//
//   Expected<std::string> data = store.Read(id);
//   if (!data) return Unexpected(data.error());
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace containerstore {

enum class ErrorCode : uint8_t {
  kInternal,
  kMalformed,    // A message that cannot be decoded.
  kUnreachable,  // Nobody listens, or the connection broke.
  kTimedOut,     // No answer in time.
  kExpired,      // A command that was too old when its turn came.
  kNotFound,
  kNotReady,  // No open pipeline, or not enough nodes.
  kSuspect,   // The container is not given out for the moment.
  kPipeline,  // A pipeline could not be built.
  kIo,
  kChecksum,
};

class Error {
 public:
  Error(ErrorCode code, std::string message) : code_(code), message_(std::move(message)) {}
  ErrorCode code() const { return code_; }
  const std::string& message() const { return message_; }

 private:
  ErrorCode code_;
  std::string message_;
};

class Unexpected {
 public:
  explicit Unexpected(Error error) : error_(std::move(error)) {}
  const Error& error() const { return error_; }

 private:
  Error error_;
};

inline Unexpected Fail(ErrorCode code, std::string message) { return Unexpected(Error(code, std::move(message))); }

template <typename T>
class [[nodiscard]] Expected {
 public:
  Expected(T value) : state_(std::move(value)) {}
  Expected(Unexpected failure) : state_(failure.error()) {}
  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  T& operator*() { return *std::get_if<0>(&state_); }
  const T& operator*() const { return *std::get_if<0>(&state_); }
  T* operator->() { return std::get_if<0>(&state_); }
  const T* operator->() const { return std::get_if<0>(&state_); }
  const Error& error() const { return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Expected<void> {
 public:
  Expected() = default;
  Expected(Unexpected failure) : error_(failure.error()) {}
  bool has_value() const { return !error_; }
  explicit operator bool() const { return has_value(); }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace containerstore
