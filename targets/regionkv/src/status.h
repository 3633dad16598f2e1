// status.h: how every operation of the region store says whether it worked. Nothing here throws.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace regionkv {

enum class Code : uint8_t {
  kOk,
  kTimedOut,
  kUnreachable,
  kIoError,
  kEndOfFile,
  kCorruption,
  kRegionTooBusy,
  kNotServing,
  kInDoubt,
  kNotFound,
  kAborted,
};

class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Code code, std::string message) : code_(code), message_(std::move(message)) {}

  static Status Ok() { return {}; }
  static Status TimedOut(std::string message) { return {Code::kTimedOut, std::move(message)}; }
  static Status Unreachable(std::string message) { return {Code::kUnreachable, std::move(message)}; }
  static Status IoError(std::string message) { return {Code::kIoError, std::move(message)}; }
  static Status EndOfFile(std::string message) { return {Code::kEndOfFile, std::move(message)}; }
  static Status Corruption(std::string message) { return {Code::kCorruption, std::move(message)}; }
  static Status RegionTooBusy(std::string message) { return {Code::kRegionTooBusy, std::move(message)}; }
  static Status NotServing(std::string message) { return {Code::kNotServing, std::move(message)}; }
  static Status InDoubt(std::string message) { return {Code::kInDoubt, std::move(message)}; }
  static Status NotFound(std::string message) { return {Code::kNotFound, std::move(message)}; }
  static Status Aborted(std::string message) { return {Code::kAborted, std::move(message)}; }

  bool ok() const { return code_ == Code::kOk; }
  Code code() const { return code_; }
  const std::string& message() const { return message_; }

 private:
  Code code_ = Code::kOk;
  std::string message_;
};

// A value, or why there is none.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(Status status) : status_(std::move(status)) {}

  bool ok() const { return status_.ok(); }
  const Status& status() const { return status_; }
  T& operator*() { return *value_; }
  const T& operator*() const { return *value_; }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }

 private:
  Status status_;
  std::optional<T> value_;
};

}  // namespace regionkv

#define REGIONKV_RETURN_IF_ERROR(expression)                       \
  do {                                                             \
    if (::regionkv::Status s_ = (expression); !s_.ok()) return s_; \
  } while (false)
