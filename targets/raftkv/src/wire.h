// wire.h: turns messages into bytes and back.
#ifndef RAFTKV_WIRE_H_
#define RAFTKV_WIRE_H_

#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "messages.h"

namespace raftkv {

template <typename T>
concept Number = std::is_arithmetic_v<T>;

class Writer {
 public:
  template <typename... Ts>
  void operator()(const Ts&... values) { (Put(values), ...); }
  std::string Take() { return std::move(bytes_); }

 private:
  template <Number T>
  void Put(T value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void Put(const std::string& text) {
    Put(static_cast<uint32_t>(text.size()));
    bytes_ += text;
  }
  void Put(const Pair& pair) { (*this)(pair.first, pair.second); }
  void Put(const Entry& entry) { Entry::Fields(*this, entry); }
  template <typename T>
  void Put(const std::vector<T>& values) {
    Put(static_cast<uint32_t>(values.size()));
    for (const T& value : values) Put(value);
  }

  std::string bytes_;
};

// Goes on with nothing when the bytes have ended; `status` tells.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  template <typename... Ts>
  void operator()(Ts&... values) { (Get(values), ...); }
  int status() const { return status_; }

 private:
  std::string_view Next(size_t size) {
    if (size > bytes_.size()) {
      status_ = -EBADMSG;
      size = bytes_.size();
    }
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  template <Number T>
  void Get(T& value) {
    value = T{};
    const std::string_view taken = Next(sizeof value);
    if (status_ == 0) std::memcpy(&value, taken.data(), sizeof value);
  }
  void Get(std::string& text) {
    uint32_t size = 0;
    Get(size);
    text = Next(size);
  }
  void Get(Pair& pair) { (*this)(pair.first, pair.second); }
  void Get(Entry& entry) { Entry::Fields(*this, entry); }
  template <typename T>
  void Get(std::vector<T>& values) {
    uint32_t count = 0;
    Get(count);
    for (uint32_t i = 0; i < count && status_ == 0; ++i) Get(values.emplace_back());
  }

  std::string_view bytes_;
  int status_ = 0;
};

template <typename M>
std::string Encode(const M& message) {
  Writer writer;
  M::Fields(writer, message);
  return writer.Take();
}

// 0, or -EBADMSG: the bytes end before the message does.
template <typename M>
int Decode(std::string_view bytes, M* message) {
  Reader reader(bytes);
  M::Fields(reader, *message);
  return reader.status();
}

}  // namespace raftkv

#endif  // RAFTKV_WIRE_H_
