// A dictionary coder of the LZ77 family: greedy matches through hash chains, and the way back.
#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "kernels.h"
#include "random.h"

namespace csnake::bench::KERNELS_VARIANT {
namespace {

using Bytes = std::vector<uint8_t>;

struct Match {
  size_t distance = 0;
  size_t length = 0;
};

class Encoder {
 public:
  Encoder(const Bytes& in, size_t limit) : in_(in), limit_(limit), heads_(4'096, 0), links_(in.size(), 0) {}

  int Run() {
    for (size_t at = 0; at < in_.size();) {
      const Match match = FindMatch(at);
      const bool worth = IsWorthwhile(match);
      if (!(worth ? EmitMatch(match) : EmitLiteral(in_[at]))) return -1;
      const size_t step = worth ? match.length : 1;
      for (size_t i = 0; i < step; ++i) Remember(at + i);
      at += step;
    }
    return static_cast<int>(out_.size());
  }
  const Bytes& out() const { return out_; }

 private:
  bool HasThree(size_t at) const { return at + 3 <= in_.size(); }
  static bool IsWorthwhile(const Match& match) { return match.length >= 4; }

  size_t HashAt(size_t at) const { return (in_[at] * 506'832'829u ^ in_[at + 1] * 40'503u ^ in_[at + 2] * 2'531u) >> 3 & 4'095; }

  void Remember(size_t at) {
    if (!HasThree(at)) return;
    const size_t hash = HashAt(at);
    links_[at] = heads_[hash];
    heads_[hash] = static_cast<uint32_t>(at + 1);
  }

  size_t LengthOf(size_t candidate, size_t at) const {
    size_t length = 0;
    while (at + length < in_.size() && length < 255 && in_[candidate + length] == in_[at + length]) ++length;
    return length;
  }

  Match FindMatch(size_t at) const {
    Match best;
    if (!HasThree(at)) return best;
    int tries = 16;
    for (size_t next = heads_[HashAt(at)]; next != 0 && tries > 0; next = links_[next - 1], --tries) {
      const size_t candidate = next - 1;
      if (at - candidate > 65'535) break;
      const size_t length = LengthOf(candidate, at);
      if (length > best.length) best = {at - candidate, length};
    }
    return best;
  }

  bool EmitLiteral(uint8_t byte) {
    if (out_.size() + 2 > limit_) return false;
    out_.push_back(0);
    out_.push_back(byte);
    return true;
  }

  bool EmitMatch(const Match& match) {
    if (out_.size() + 3 > limit_) return false;
    out_.push_back(static_cast<uint8_t>(match.length));
    out_.push_back(static_cast<uint8_t>(match.distance));
    out_.push_back(static_cast<uint8_t>(match.distance >> 8));
    return true;
  }

  const Bytes& in_;
  size_t limit_;
  std::vector<uint32_t> heads_;
  std::vector<uint32_t> links_;
  Bytes out_;
};

int Decode(const Bytes& in, Bytes& out) {
  for (size_t at = 0; at < in.size();) {
    const size_t length = in[at];
    if (at + (length == 0 ? 2 : 3) > in.size()) return -1;
    if (length == 0) {
      out.push_back(in[at + 1]);
      at += 2;
      continue;
    }
    const size_t distance = in[at + 1] | static_cast<size_t>(in[at + 2]) << 8;
    if (distance == 0 || distance > out.size()) return -2;
    for (size_t i = 0; i < length; ++i) out.push_back(out[out.size() - distance]);
    at += 3;
  }
  return 0;
}

Bytes MakeLog(size_t bytes) {
  static const char* const kTexts[] = {"block sealed after", "lease renewed by node", "replica lost, copying to", "report from"};
  Random random(5);
  std::string text;
  while (text.size() < bytes)
    text += "12:0" + std::to_string(random.Below(60)) + " INFO " + kTexts[random.Below(4)] + " " + std::to_string(random.Below(5'000)) + "\n";
  return {text.begin(), text.end()};
}

}  // namespace

uint64_t Compress() {
  static const Bytes log = MakeLog(65'536);
  Encoder encoder(log, log.size() * 2);
  if (encoder.Run() < 0) throw std::runtime_error("does not fit");
  Bytes back;
  if (Decode(encoder.out(), back) < 0 || back != log) throw std::runtime_error("cannot be decoded");
  uint64_t sum = 0;
  for (const uint8_t byte : encoder.out()) sum = sum * 31 + byte;
  return sum;
}

}  // namespace csnake::bench::KERNELS_VARIANT
