#include "store/spool_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>

#include "runtime/spool.h"
#include "store/losses.h"

namespace csnake::store {
namespace {

namespace fs = std::filesystem;

// Builds one spool: events in the domain's words, bytes as runtime/spool.h says.
class SpoolBuilder {
 public:
  explicit SpoolBuilder(int64_t start_ns) {
    header_.magic = CSNAKE_SPOOL_MAGIC;
    header_.version = CSNAKE_SPOOL_VERSION;
    header_.header_bytes = CSNAKE_SPOOL_HEADER_BYTES;
    header_.start_ns = start_ns;
  }

  csnake_spool_header& header() { return header_; }

  csnake_spool_slot& Slot(uint64_t site, uint64_t count, int64_t first_ns, int64_t last_ns) {
    csnake_spool_slot slot{};
    slot.site = site;
    slot.count = slot.checked = count;
    slot.first_ns = first_ns;
    slot.last_ns = last_ns;
    slot.window_ms = 1;
    slot.ready = 1;
    return slots_.emplace_back(slot);
  }

  void State(size_t slot, uint64_t function, uint64_t seen) {
    csnake_spool_state state{};
    state.function[0] = function;
    state.seen[0] = state.taken[0] = seen;
    state.next = slots_[slot].state;
    states_.push_back(state);
    slots_[slot].state = static_cast<uint32_t>(states_.size());
    ++slots_[slot].states;
  }

  std::string Bytes() {
    csnake_spool_chunk chunk{};
    chunk.magic = CSNAKE_CHUNK_MAGIC;
    chunk.slots = 16;
    chunk.states = 16;
    chunk.bytes = 8192;
    header_.used_bytes = 4096 + chunk.bytes;
    std::string bytes(header_.used_bytes, '\0');
    std::memcpy(bytes.data(), &header_, sizeof header_);
    std::memcpy(bytes.data() + 4096, &chunk, sizeof chunk);
    const auto put = [&](size_t at, const auto& items) {
      if (!items.empty()) std::memcpy(bytes.data() + at, items.data(), items.size() * sizeof(items[0]));
    };
    put(4096 + sizeof chunk, slots_);
    put(4096 + sizeof chunk + 16 * sizeof(csnake_spool_slot), states_);
    return bytes;
  }

 private:
  csnake_spool_header header_{};
  std::vector<csnake_spool_slot> slots_;
  std::vector<csnake_spool_state> states_;
};

class SpoolReaderTest : public testing::Test {
 protected:
  SpoolReaderTest() : directory_(fs::path(testing::TempDir()) / ("csnake-spool-" + std::to_string(getpid()))) {
    fs::create_directories(directory_);
  }
  ~SpoolReaderTest() override { fs::remove_all(directory_); }

  void Write(const std::string& name, const std::string& bytes) {
    fs::remove(directory_ / name);  // Writing over it would make the file system wait for the disk.
    std::ofstream(directory_ / name, std::ios::binary) << bytes;
  }
  model::Run Read(model::Run run = {}) {
    const auto good = ReadSpools(directory_.string(), run);
    EXPECT_TRUE(good) << good.error().message;
    return run;
  }
  static const model::Observation& Of(const model::Run& run, uint64_t site) {
    return run.observations.at({model::SiteId{site}, 0, {}, {}});
  }

  fs::path directory_;
};

constexpr int64_t kMs = 1'000'000;

TEST_F(SpoolReaderTest, SumsOverProcessesOnTheClockOfTheFirst) {
  SpoolBuilder first(1000 * kMs);
  csnake_spool_slot& slot = first.Slot(5, 3, 2 * kMs, 4 * kMs);
  slot.windows[2] = 2;
  slot.windows[4] = 1;
  first.header().body_begin_ns = 1 * kMs;
  first.header().body_end_ns = 90 * kMs;
  SpoolBuilder second(1010 * kMs);
  second.Slot(5, 4, 1 * kMs, 9 * kMs).windows[9] = 4;
  Write("1-0.spool", first.Bytes());
  Write("2-0.spool", second.Bytes());
  Write("notes.txt", "not a spool");
  const model::Run run = Read();
  EXPECT_EQ(run.processes, 2);
  EXPECT_TRUE(run.losses.empty());
  EXPECT_EQ(run.start_ns, 1 * kMs);
  EXPECT_EQ(run.body_ns, 89 * kMs);
  const model::Observation& seen = Of(run, 5);
  EXPECT_EQ(seen.count, 7U);
  EXPECT_EQ(seen.first_ns, 2 * kMs);
  EXPECT_EQ(seen.last_ns, 19 * kMs);
  EXPECT_EQ(seen.timeline.window_ns, 2 * kMs);
  EXPECT_EQ(seen.timeline.counts[1], 2U);
  EXPECT_EQ(seen.timeline.counts[2], 1U);
  EXPECT_EQ(seen.timeline.counts[9], 4U);
}

TEST_F(SpoolReaderTest, EventsSinceTheLastLookAtTheClockAreInTheTimeline) {
  SpoolBuilder spool(1);
  csnake_spool_slot& slot = spool.Slot(5, 10, 0, 3 * kMs);
  slot.windows[0] = 6;
  slot.checked = 6;
  Write("1.spool", spool.Bytes());
  EXPECT_EQ(Of(Read(), 5).timeline.counts[3], 4U);
}

TEST_F(SpoolReaderTest, ReachedWithoutOccurringIsKept) {
  SpoolBuilder spool(1);
  spool.Slot(5, 0, 0, 0).entries = 2;
  spool.Slot(6, 1, 5, 5).ready = 0;
  Write("1.spool", spool.Bytes());
  const model::Run run = Read();
  EXPECT_EQ(run.observations.size(), 1U);
  EXPECT_EQ(Of(run, 5).entries, 2U);
  EXPECT_TRUE(run.losses.empty());
}

TEST_F(SpoolReaderTest, StatesAreDistinctSortedAndBounded) {
  for (int process = 0; process < 5; ++process) {
    SpoolBuilder spool(1 + process);
    spool.Slot(5, 12, 0, 0).states_dropped = 1;
    for (uint64_t i = 0; i < 12; ++i) spool.State(0, 100 - i - 8 * static_cast<uint64_t>(process), 3);
    Write(std::to_string(process) + ".spool", spool.Bytes());
  }
  const model::Observation seen = Of(Read(), 5);
  EXPECT_EQ(seen.states.size(), kStatesMax);
  EXPECT_TRUE(std::ranges::is_sorted(seen.states));
  EXPECT_EQ(seen.states_dropped, 5U + 44U - kStatesMax);  // 12 + 4 * 8 distinct ones.
}

TEST_F(SpoolReaderTest, InjectionAndLossesAreAddedUp) {
  model::Run expected;
  expected.fault = model::Fault{model::SiteId{5}, model::Kind::kThrow, 0};
  SpoolBuilder spool(1000);
  spool.header().fault_site = 5;
  spool.header().fault_known = 1;
  spool.header().injection_hits = 3;
  spool.header().injection_fired = 1;
  spool.header().injection_first_ns = spool.header().injection_last_ns = 77;
  spool.header().injection_states = 1;
  spool.header().injection_state[0].function[0] = 8;
  spool.header().lost_states = 9;
  Write("1.spool", spool.Bytes());
  SpoolBuilder other(1010);
  other.header().fault_site = 5;
  Write("2.spool", other.Bytes());
  const model::Run run = Read(expected);
  EXPECT_EQ(run.injection.hits, 3U);
  EXPECT_EQ(run.injection.fired, 1U);
  EXPECT_EQ(run.injection.first_ns, 77);
  EXPECT_EQ(run.injection.states.size(), 1U);
  EXPECT_EQ(run.losses, (std::map<std::string, uint64_t>{{std::string(kStatesPoolFull), 9}}));
}

TEST_F(SpoolReaderTest, AFaultThatNoProcessKnowsIsALoss) {
  model::Run armed;
  armed.fault = model::Fault{model::SiteId{5}, model::Kind::kThrow, 0};
  SpoolBuilder spool(1);
  spool.header().fault_site = 5;
  Write("1.spool", spool.Bytes());
  EXPECT_EQ(Read(armed).losses.count(std::string(kFaultUnknown)), 1U);
}

TEST_F(SpoolReaderTest, TruncationKeepsWhatIsThereAndCountsTheRest) {
  SpoolBuilder spool(1);
  spool.Slot(5, 3, 0, 0);
  spool.Slot(6, 3, 0, 0);
  const std::string bytes = spool.Bytes();
  Write("1.spool", bytes.substr(0, 4096 + sizeof(csnake_spool_chunk) + sizeof(csnake_spool_slot) + 10));
  const model::Run run = Read();
  EXPECT_EQ(Of(run, 5).count, 3U);
  EXPECT_EQ(run.observations.size(), 1U);
  EXPECT_GE(run.losses.at(std::string(kSpoolDamaged)), 1U);
}

TEST_F(SpoolReaderTest, GarbageBetweenChunksIsSkipped) {
  SpoolBuilder spool(1);
  spool.Slot(5, 3, 0, 0);
  std::string bytes = spool.Bytes();
  bytes.insert(4096, std::string(8192, 'x'));
  spool.header().used_bytes = bytes.size();
  std::memcpy(bytes.data(), &spool.header(), sizeof(csnake_spool_header));
  Write("1.spool", bytes);
  const model::Run run = Read();
  EXPECT_EQ(Of(run, 5).count, 3U);
  EXPECT_EQ(run.losses.at(std::string(kSpoolDamaged)), 1U);
}

TEST_F(SpoolReaderTest, UnreadableSpoolsAreCounted) {
  Write("1.spool", "short");
  Write("2.spool", "");
  Write("3.spool", std::string(8192, 'x'));
  const model::Run run = Read();
  EXPECT_EQ(run.processes, 0);
  EXPECT_EQ(run.losses.at(std::string(kSpoolUnreadable)), 3U);
  model::Run none;
  EXPECT_EQ(ReadSpools((directory_ / "none").string(), none).error().code, model::Code::kUnavailable);
}

TEST_F(SpoolReaderTest, NoBytesCrashTheReader) {
  SpoolBuilder spool(1000);
  for (uint64_t site = 1; site < 8; ++site) spool.Slot(site, site, 10, 20);
  for (uint64_t i = 0; i < 12; ++i) spool.State(i % 3, i, i);
  spool.header().fault_site = 5;
  spool.header().body_begin_ns = 5;
  const std::string good = spool.Bytes();
  const unsigned seed = 11;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int i = 0; i < 3000; ++i) {
    std::string bytes = good;
    for (uint64_t k = 0; k <= random() % 12; ++k) {
      const uint64_t wild = random() % 3 == 0 ? ~uint64_t{0} : random();
      const size_t place = random() % 2 == 0 ? random() % (sizeof(csnake_spool_header) - 8) : random() % (bytes.size() - 8);
      std::memcpy(bytes.data() + place, &wild, 1 + random() % 8);
    }
    if (random() % 4 == 0) bytes.resize(random() % bytes.size());
    Write("1.spool", bytes);
    Write("2.spool", good);
    const model::Run run = Read();
    EXPECT_GE(run.processes, 1);
    for (const auto& [key, seen] : run.observations) EXPECT_LE(seen.states.size(), kStatesMax);
  }
}

}  // namespace
}  // namespace csnake::store
