#include "model/ids.h"

#include <charconv>

namespace csnake::model {

std::string ToHex(uint64_t value) {
  std::string text(16, '0');
  for (size_t i = 16; i-- > 0; value >>= 4) text[i] = "0123456789abcdef"[value & 15];
  return text;
}

std::optional<uint64_t> FromHex(std::string_view text) {
  if (text.empty() || text.size() > 16) return std::nullopt;
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

uint64_t Hash(std::string_view text, uint64_t seed) {
  for (const char c : text) seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return seed;
}

uint64_t HashMix(uint64_t seed, uint64_t value) {
  for (int i = 0; i < 8; ++i, value >>= 8) seed = (seed ^ (value & 255)) * 0x100000001b3ULL;
  return seed;
}

}  // namespace csnake::model
