// instrument/edits.h — insertions into one buffer that keep every line where it is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace csnake::instrument {

// Text before and after a range. Ranges nest or are disjoint; of two equal ranges the one added first is outside.
class Edits {
 public:
  // Returns a handle, so that the text can be completed when more is known.
  size_t Wrap(size_t begin, size_t end, std::string before = "", std::string after = "") {
    wraps_.push_back({begin, end, std::move(before), std::move(after)});
    return wraps_.size() - 1;
  }
  std::string& Before(size_t wrap) { return wraps_[wrap].before; }
  std::string& After(size_t wrap) { return wraps_[wrap].after; }
  bool empty() const { return wraps_.empty(); }
  // How many there are, and forgetting those that came after so many.
  size_t size() const { return wraps_.size(); }
  void Truncate(size_t size) { wraps_.resize(size); }

  std::string Apply(std::string_view text) const;

 private:
  struct Pair {
    size_t begin = 0;
    size_t end = 0;
    std::string before;
    std::string after;
  };
  std::vector<Pair> wraps_;
};

}  // namespace csnake::instrument
