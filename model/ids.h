// model/ids.h — ids are types, so that a site cannot be passed where a function is meant.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace csnake::model {

// A 64-bit id, written as 16 lower-case hexadecimal digits. Zero means "none".
template <typename Tag>
struct Id {
  uint64_t value = 0;

  explicit operator bool() const { return value != 0; }
  auto operator<=>(const Id&) const = default;
};

using SiteId = Id<struct SiteTag>;          // A fault point; survives edits elsewhere (method 1).
using FunctionId = Id<struct FunctionTag>;  // Hash of the mangled name without template arguments.

std::string ToHex(uint64_t value);
std::optional<uint64_t> FromHex(std::string_view text);  // 1 to 16 digits, either case; nullopt otherwise.

// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/). Stable across machines and releases: ids and
// fingerprints are made with it. `seed` chains calls: Hash(b, Hash(a)).
inline constexpr uint64_t kHashSeed = 0xcbf29ce484222325ULL;
uint64_t Hash(std::string_view text, uint64_t seed = kHashSeed);
uint64_t HashMix(uint64_t seed, uint64_t value);

}  // namespace csnake::model

template <typename Tag>
struct std::hash<csnake::model::Id<Tag>> {
  size_t operator()(const csnake::model::Id<Tag>& id) const noexcept { return static_cast<size_t>(id.value); }
};
