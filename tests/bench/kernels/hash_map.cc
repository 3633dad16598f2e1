// An open addressing table from names to counters that grows, forgets and is looked up.
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "kernels.h"
#include "random.h"

namespace csnake::bench::KERNELS_VARIANT {
namespace {

enum class Result { kOk, kFull, kMissing };

struct Entry {
  uint64_t hash = 0;
  std::string key;
  uint64_t value = 0;
};

class Table {
 public:
  explicit Table(size_t limit) : limit_(limit), entries_(64) {}

  uint64_t* Find(std::string_view key) {
    const uint64_t hash = HashOf(key);
    for (size_t i = hash & Mask();; i = (i + 1) & Mask()) {
      Entry& entry = entries_[i];
      if (IsFree(entry)) return nullptr;
      if (Holds(entry, hash, key)) return &entry.value;
    }
  }

  Result Insert(std::string_view key, uint64_t value) {
    if (used_ >= limit_) return Result::kFull;
    if (IsCrowded()) Grow();
    const uint64_t hash = HashOf(key);
    size_t i = hash & Mask();
    while (!IsFree(entries_[i])) i = (i + 1) & Mask();
    entries_[i] = {hash, std::string(key), value};
    ++used_;
    return Result::kOk;
  }

  Result Add(std::string_view key, uint64_t amount) {
    uint64_t* value = Find(key);
    if (value == nullptr) return Result::kMissing;
    *value += amount;
    return Result::kOk;
  }

  size_t size() const { return used_; }

 private:
  static uint64_t HashOf(std::string_view key) {
    uint64_t hash = 14695981039346656037u;
    for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return hash | 1;
  }
  static bool IsFree(const Entry& entry) { return entry.hash == 0; }
  static bool Holds(const Entry& entry, uint64_t hash, std::string_view key) { return entry.hash == hash && entry.key == key; }
  bool IsCrowded() const { return used_ * 4 >= entries_.size() * 3; }
  size_t Mask() const { return entries_.size() - 1; }

  void Grow() {
    std::vector<Entry> old(entries_.size() * 2);
    old.swap(entries_);
    for (Entry& entry : old) {
      if (IsFree(entry)) continue;
      size_t i = entry.hash & Mask();
      while (!IsFree(entries_[i])) i = (i + 1) & Mask();
      entries_[i] = std::move(entry);
    }
  }

  size_t limit_;
  size_t used_ = 0;
  std::vector<Entry> entries_;
};

std::string NameOf(uint64_t n) { return "volume-" + std::to_string(n * 7919 % 10'007) + "/segment"; }

}  // namespace

uint64_t HashMap() {
  Table table(9'000);
  Random random(11);
  std::vector<std::string> names;
  for (uint64_t i = 0; i < 10'000; ++i) names.push_back(NameOf(i));
  uint64_t refused = 0;
  for (int round = 0; round < 60'000; ++round) {
    const std::string& name = names[random.Below(names.size())];
    if (table.Add(name, 1) == Result::kMissing && table.Insert(name, 1) == Result::kFull) ++refused;
  }
  if (table.size() == 0) throw std::runtime_error("nothing was kept");
  uint64_t sum = refused;
  for (const std::string& name : names)
    if (const uint64_t* value = table.Find(name)) sum = sum * 31 + *value;
  return sum;
}

}  // namespace csnake::bench::KERNELS_VARIANT
