// wire.h: turns messages into bytes and back.
//
// A message is either trivially copyable (sent as it lies in memory: both ends are the same program) or has a
// static `Fields(archive, message)` that names its members in order.
#ifndef BLOCKSTORE_WIRE_H_
#define BLOCKSTORE_WIRE_H_

#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "error.h"

namespace blockstore {

template <typename T>
concept Plain = std::is_trivially_copyable_v<T>;

class Encoder {
 public:
  template <typename... Ts>
  void operator()(const Ts&... values) { (Put(values), ...); }
  std::string Take() { return std::move(bytes_); }

 private:
  void Append(const void* data, size_t size) { bytes_.append(static_cast<const char*>(data), size); }
  template <Plain T>
  void Put(const T& value) { Append(&value, sizeof value); }
  void Put(const std::string& text) {
    Put(text.size());
    Append(text.data(), text.size());
  }
  template <Plain T>
  void Put(const std::vector<T>& values) {
    Put(values.size());
    Append(values.data(), values.size() * sizeof(T));
  }

  std::string bytes_;
};

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}
  template <typename... Ts>
  void operator()(Ts&... values) { (Get(values), ...); }

 private:
  const char* Next(size_t size) {
    if (size > bytes_.size()) throw WireError("message is shorter than its fields");
    const char* data = bytes_.data();
    bytes_.remove_prefix(size);
    return data;
  }
  template <Plain T>
  void Get(T& value) { std::memcpy(&value, Next(sizeof value), sizeof value); }
  void Get(std::string& text) {
    size_t size = 0;
    Get(size);
    text.assign(Next(size), size);
  }
  template <Plain T>
  void Get(std::vector<T>& values) {
    size_t count = 0;
    Get(count);
    const char* data = Next(count * sizeof(T));
    values.resize(count);
    if (count > 0) std::memcpy(values.data(), data, count * sizeof(T));
  }

  std::string_view bytes_;
};

template <typename T>
std::string Encode(const T& message) {
  Encoder encoder;
  if constexpr (Plain<T>) {
    encoder(message);
  } else {
    T::Fields(encoder, message);
  }
  return encoder.Take();
}

template <typename T>
T Decode(std::string_view bytes) {
  T message{};
  Decoder decoder(bytes);
  if constexpr (Plain<T>) {
    decoder(message);
  } else {
    T::Fields(decoder, message);
  }
  return message;
}

}  // namespace blockstore

#endif  // BLOCKSTORE_WIRE_H_
