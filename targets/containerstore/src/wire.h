// wire.h: turns messages into bytes and back.
//
// A message is a string, trivially copyable (sent as it lies in memory: both ends are the same program), or has a
// static `Fields(archive, message)` that names its members in order.
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "expected.h"

namespace containerstore {

template <typename T>
concept Plain = std::is_trivially_copyable_v<T>;

class Encoder {
 public:
  template <typename... Ts>
  void operator()(const Ts&... values) {
    (Put(values), ...);
  }
  std::string Take() { return std::move(bytes_); }

 private:
  template <Plain T>
  void Put(const T& value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void Put(const std::string& text) {
    Put(text.size());
    bytes_ += text;
  }
  template <typename T>
  void Put(const std::vector<T>& values) {
    Put(values.size());
    for (const T& value : values) Put(value);
  }
  template <typename T>
  void Put(const T& message) {
    T::Fields(*this, message);
  }

  std::string bytes_;
};

// Once something is missing all further values are empty, and `good` is false.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}
  template <typename... Ts>
  void operator()(Ts&... values) {
    (Get(values), ...);
  }
  bool good() const { return good_; }

 private:
  std::string_view Next(size_t size) {
    good_ = good_ && size <= bytes_.size();
    const std::string_view next = good_ ? bytes_.substr(0, size) : std::string_view();
    bytes_.remove_prefix(next.size());
    return next;
  }
  template <Plain T>
  void Get(T& value) {
    const std::string_view next = Next(sizeof value);
    if (next.size() == sizeof value) std::memcpy(&value, next.data(), sizeof value);
  }
  void Get(std::string& text) {
    size_t size = 0;
    Get(size);
    text = Next(size);
  }
  template <typename T>
  void Get(std::vector<T>& values) {
    size_t count = 0;
    Get(count);
    for (size_t i = 0; i < count && good_; ++i) Get(values.emplace_back());
  }
  template <typename T>
  void Get(T& message) {
    T::Fields(*this, message);
  }

  std::string_view bytes_;
  bool good_ = true;
};

template <typename T>
std::string Encode(const T& message) {
  Encoder encoder;
  encoder(message);
  return encoder.Take();
}

template <typename T>
Expected<T> Decode(std::string_view bytes) {
  T message{};
  Decoder decoder(bytes);
  decoder(message);
  if (!decoder.good()) return Fail(ErrorCode::kMalformed, "a message is shorter than its fields");
  return message;
}

}  // namespace containerstore
