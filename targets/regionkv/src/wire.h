// wire.h: turns messages into bytes and back.
//
// A message is either trivially copyable (sent as it lies in memory: both ends are the same program) or has a
// static `Fields(archive, message)` that names its members in order.
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "status.h"

namespace regionkv {

template <typename T>
concept Plain = std::is_trivially_copyable_v<T>;

class Encoder {
 public:
  template <typename... Ts>
  void operator()(const Ts&... values) {
    (Put(values), ...);
  }
  template <typename T>
  void Put(const T& value) {
    if constexpr (Plain<T>) {
      bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    } else {
      T::Fields(*this, value);
    }
  }
  void Put(const std::string& text) {
    Put(text.size());
    bytes_.append(text);
  }
  template <typename T>
  void Put(const std::vector<T>& values) {
    Put(values.size());
    for (const T& value : values) Put(value);
  }
  std::string Take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}
  template <typename... Ts>
  void operator()(Ts&... values) {
    (Get(values), ...);
  }
  template <typename T>
  void Get(T& value) {
    if constexpr (Plain<T>) {
      if (const char* data = Next(sizeof value)) std::memcpy(&value, data, sizeof value);
    } else {
      T::Fields(*this, value);
    }
  }
  void Get(std::string& text) {
    size_t size = 0;
    Get(size);
    if (const char* data = Next(size)) text.assign(data, size);
  }
  template <typename T>
  void Get(std::vector<T>& values) {
    size_t count = 0;
    Get(count);
    for (size_t i = 0; i < count && complete_; ++i) Get(values.emplace_back());
  }
  bool complete() const { return complete_; }

 private:
  const char* Next(size_t size) {
    if (!complete_ || size > bytes_.size()) {
      complete_ = false;
      return nullptr;
    }
    const char* data = bytes_.data();
    bytes_.remove_prefix(size);
    return data;
  }

  std::string_view bytes_;
  bool complete_ = true;
};

template <typename T>
std::string Encode(const T& message) {
  Encoder encoder;
  encoder.Put(message);
  return encoder.Take();
}

template <typename T>
Result<T> Decode(std::string_view bytes) {
  T message{};
  Decoder decoder(bytes);
  decoder.Get(message);
  if (!decoder.complete()) return Status::Corruption("message is shorter than its fields");
  return message;
}

}  // namespace regionkv
