#include "store/spool_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <span>

#include "runtime/spool.h"
#include "store/losses.h"
#include "store/spool_merge.h"

namespace csnake::store {
namespace {

using Bytes = std::span<const char>;

constexpr uint64_t kPage = 4096;
constexpr uint64_t kBytesMax = uint64_t{2} << 30;      // Beyond any spool the runtime writes.
constexpr int64_t kTimeMax = int64_t{1} << 57;         // Four years in ns: keeps all sums far from overflow.
constexpr uint64_t kCountMax = uint64_t{1} << 62;
constexpr uint32_t kWindowMsMax = 1U << 30;

template <typename T>
T ReadAs(Bytes bytes, uint64_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

std::optional<std::vector<char>> ReadBytes(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (file < 0) return std::nullopt;
  struct stat status {};
  std::vector<char> bytes;
  csnake_spool_header header{};
  if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0 &&
      pread(file, &header, sizeof header, 0) == static_cast<ssize_t>(sizeof header)) {
    const uint64_t size = std::min(static_cast<uint64_t>(status.st_size), kBytesMax);
    bytes.resize(std::min(size, std::max<uint64_t>(header.used_bytes, CSNAKE_SPOOL_HEADER_BYTES)));
    size_t filled = 0;
    while (filled < bytes.size()) {
      const ssize_t got = pread(file, bytes.data() + filled, bytes.size() - filled, static_cast<off_t>(filled));
      if (got <= 0) break;
      filled += static_cast<size_t>(got);
    }
    bytes.resize(filled);
  }
  close(file);
  if (bytes.empty()) return std::nullopt;
  return bytes;
}

bool SoundHeader(Bytes bytes) {
  if (bytes.size() < sizeof(csnake_spool_header)) return false;
  const auto header = ReadAs<csnake_spool_header>(bytes, 0);
  return header.magic == CSNAKE_SPOOL_MAGIC && header.version == CSNAKE_SPOOL_VERSION &&
         header.header_bytes == CSNAKE_SPOOL_HEADER_BYTES && header.start_ns > 0 && header.start_ns < kTimeMax;
}

model::LocalState ToModel(const csnake_spool_state& raw) {
  model::LocalState state;
  for (size_t i = 0; i < CSNAKE_FRAMES; ++i)
    state.frames[i] = {model::FunctionId{raw.function[i]}, raw.seen[i], raw.taken[i] & raw.seen[i]};
  return state;
}

// Reads one spool into a run. `offset_ns` is how much later its process started than the first one.
class SpoolReader {
 public:
  SpoolReader(Bytes bytes, int64_t offset_ns, model::Run& run) : bytes_(bytes), offset_ns_(offset_ns), run_(run) {}

  void Read() {
    uint64_t at = CSNAKE_SPOOL_HEADER_BYTES;
    bool lost = false;  // Inside an area that makes no sense: counted once, then searched page by page.
    while (at + sizeof(csnake_spool_chunk) <= bytes_.size()) {
      const auto chunk = ReadAs<csnake_spool_chunk>(bytes_, at);
      if (Sound(chunk)) {
        ReadChunk(chunk, at);
        at += chunk.bytes;
        lost = false;
        continue;
      }
      // A chunk handed out but not begun is all zero: the process died in between.
      const bool begun = chunk.magic != 0 || chunk.bytes != 0 || chunk.slots != 0;
      if (begun && !lost) Lose(kSpoolDamaged, 1);
      lost = lost || begun;
      at += kPage;
    }
    const auto header = ReadAs<csnake_spool_header>(bytes_, 0);
    if (header.used_bytes > at || header.used_bytes > bytes_.size()) Lose(kSpoolDamaged, 1);
  }

  void ReadHeader() {
    const auto header = ReadAs<csnake_spool_header>(bytes_, 0);
    Lose(kSpoolFull, header.lost_slots);
    Lose(kStatesPoolFull, header.lost_states);
    Lose(kFramesTooDeep, header.lost_frames);
    if (header.fault_site == 0) return;
    model::Injection& injection = run_.injection;
    if (header.injection_hits > kCountMax || header.injection_fired > header.injection_hits ||
        header.injection_slept_ns < 0 || header.injection_slept_ns > kTimeMax)
      return Lose(kSpoolDamaged, 1);
    if (header.injection_fired != 0) {
      const int64_t first_ns = std::clamp<int64_t>(header.injection_first_ns, 0, kTimeMax) + offset_ns_;
      const int64_t last_ns = std::clamp<int64_t>(header.injection_last_ns, 0, kTimeMax) + offset_ns_;
      injection.first_ns = injection.fired == 0 ? first_ns : std::min(injection.first_ns, first_ns);
      injection.last_ns = std::max({injection.last_ns, first_ns, last_ns});
    }
    injection.hits += header.injection_hits;
    injection.fired += header.injection_fired;
    injection.slept_ns += header.injection_slept_ns;
    std::vector<model::LocalState> states;
    for (uint64_t i = 0; i < std::min<uint64_t>(header.injection_states, CSNAKE_INJECTION_STATES); ++i)
      states.push_back(ToModel(header.injection_state[i]));
    MergeStates(injection.states, std::move(states));
  }

 private:
  bool Sound(const csnake_spool_chunk& chunk) const {
    if (chunk.magic != CSNAKE_CHUNK_MAGIC || chunk.bytes < kPage || chunk.bytes % kPage != 0 || chunk.bytes > kBytesMax)
      return false;
    return sizeof chunk + uint64_t{chunk.slots} * sizeof(csnake_spool_slot) +
               uint64_t{chunk.states} * sizeof(csnake_spool_state) <= chunk.bytes;
  }

  void ReadChunk(const csnake_spool_chunk& chunk, uint64_t at) {
    const uint64_t slots = at + sizeof chunk;
    const uint64_t states = slots + uint64_t{chunk.slots} * sizeof(csnake_spool_slot);
    for (uint64_t i = 0; i < chunk.slots; ++i) {
      const uint64_t place = slots + i * sizeof(csnake_spool_slot);
      if (place + sizeof(csnake_spool_slot) > bytes_.size()) return Lose(kSpoolDamaged, 1);  // The file ends here.
      const auto slot = ReadAs<csnake_spool_slot>(bytes_, place);
      if (slot.ready == 0) continue;
      if (Sound(slot)) Add(slot, chunk, states);
      else Lose(kSpoolDamaged, 1);
    }
  }

  static bool Sound(const csnake_spool_slot& slot) {
    return slot.ready == 1 && slot.site != 0 && slot.value <= 1 && slot.count <= kCountMax && slot.entries <= kCountMax &&
           slot.states_dropped <= kCountMax && slot.first_ns >= 0 && slot.first_ns < kTimeMax && slot.last_ns >= 0 &&
           slot.last_ns < kTimeMax && slot.timed <= slot.count && slot.timed_ns >= 0 && slot.timed_ns < kTimeMax &&
           slot.least_ns >= 0 && slot.least_ns < kTimeMax && slot.window_ms <= kWindowMsMax;
  }

  void Add(const csnake_spool_slot& slot, const csnake_spool_chunk& chunk, uint64_t states_at) {
    model::Observation seen;
    seen.count = slot.count;
    seen.entries = slot.entries;
    seen.timed = slot.timed;
    seen.timed_ns = slot.timed_ns;
    seen.least_ns = slot.least_ns;
    seen.timeline.window_ns = int64_t{slot.window_ms} * 1'000'000;
    std::ranges::copy(slot.windows, seen.timeline.counts.begin());
    // What came after the clock was read last belongs at or after the last time known.
    if (slot.checked < slot.count) AddToTimeline(seen.timeline, slot.last_ns, slot.count - slot.checked);
    if (slot.count != 0) {
      seen.first_ns = slot.first_ns + offset_ns_;
      seen.last_ns = std::max(slot.first_ns, slot.last_ns) + offset_ns_;
    }
    seen.states = States(slot, chunk, states_at);
    seen.states_dropped = slot.states_dropped;
    std::ranges::copy(slot.after, seen.after.bits.begin());
    const model::ObservationKey key{model::SiteId{slot.site}, slot.value, model::SiteId{slot.parent_loop},
                                    {model::FunctionId{slot.caller[0]}, model::FunctionId{slot.caller[1]}}};
    MergeObservation(run_.observations[key], std::move(seen), offset_ns_);
  }

  std::vector<model::LocalState> States(const csnake_spool_slot& slot, const csnake_spool_chunk& chunk,
                                        uint64_t states_at) {
    std::vector<model::LocalState> states;
    uint32_t next = slot.state;
    for (uint32_t i = 0; i < CSNAKE_STATES_PER_SLOT && next != 0; ++i) {
      const uint64_t place = states_at + uint64_t{next - 1} * sizeof(csnake_spool_state);
      if (next > chunk.states || place + sizeof(csnake_spool_state) > bytes_.size()) {
        Lose(kSpoolDamaged, 1);
        break;
      }
      const auto raw = ReadAs<csnake_spool_state>(bytes_, place);
      states.push_back(ToModel(raw));
      next = raw.next;
    }
    return states;
  }

  void Lose(std::string_view name, uint64_t count) {
    if (count != 0) run_.losses[std::string(name)] += std::min(count, kCountMax);
  }

  Bytes bytes_;
  int64_t offset_ns_;
  model::Run& run_;
};

struct BodyWindow {
  int64_t begin_ns = 0;  // CLOCK_MONOTONIC; 0: none seen yet.
  int64_t end_ns = 0;
};

void NoteBody(BodyWindow& body, const csnake_spool_header& header) {
  if (header.body_begin_ns <= 0 || header.body_begin_ns > kTimeMax || header.body_end_ns > kTimeMax) return;
  const int64_t begin_ns = header.start_ns + header.body_begin_ns;
  if (body.begin_ns != 0 && body.begin_ns <= begin_ns) return;
  body = {begin_ns, header.body_end_ns > header.body_begin_ns ? header.start_ns + header.body_end_ns : 0};
}

model::Result<std::vector<std::string>> SpoolsIn(const std::string& directory) {
  std::error_code error;
  std::vector<std::string> paths;
  for (std::filesystem::directory_iterator it(directory, error), end; !error && it != end; it.increment(error))
    if (it->path().extension() == ".spool") paths.push_back(it->path().string());
  if (error)
    return model::Fail(model::Code::kUnavailable, "cannot list the spools in " + directory + ": " + error.message());
  std::ranges::sort(paths);
  return paths;
}

}  // namespace

model::Result<void> ReadSpools(const std::string& directory, model::Run& run) {
  const auto paths = SpoolsIn(directory);
  if (!paths) return std::unexpected(paths.error());
  std::vector<std::pair<std::string, csnake_spool_header>> spools;
  for (const std::string& path : *paths) {
    csnake_spool_header header{};
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    const bool whole = file >= 0 && pread(file, &header, sizeof header, 0) == static_cast<ssize_t>(sizeof header);
    if (file >= 0) close(file);
    if (whole && SoundHeader({reinterpret_cast<const char*>(&header), sizeof header})) spools.emplace_back(path, header);
    else ++run.losses[std::string(kSpoolUnreadable)];
  }
  int64_t origin_ns = kTimeMax;
  for (const auto& [path, header] : spools) origin_ns = std::min(origin_ns, header.start_ns);
  BodyWindow body;
  bool fault_known = spools.empty();
  for (const auto& [path, header] : spools) {
    const auto bytes = ReadBytes(path);
    if (!bytes || !SoundHeader(*bytes)) {
      ++run.losses[std::string(kSpoolUnreadable)];
      continue;
    }
    SpoolReader reader(*bytes, header.start_ns - origin_ns, run);
    reader.ReadHeader();
    reader.Read();
    NoteBody(body, header);
    fault_known = fault_known || header.fault_known != 0;
    ++run.processes;
  }
  if (run.fault && !fault_known) ++run.losses[std::string(kFaultUnknown)];
  if (body.begin_ns != 0) run.start_ns = body.begin_ns - origin_ns;
  if (body.end_ns != 0) run.body_ns = body.end_ns - body.begin_ns;
  return {};
}

std::vector<std::string> ReadModuleNames(const std::string& directory) {
  std::ifstream in(directory + "/" CSNAKE_MODULES_FILE);
  std::set<std::string> names;
  for (std::string line; std::getline(in, line);)
    if (line.starts_with('/')) names.insert(line);
  return {names.begin(), names.end()};
}

}  // namespace csnake::store
