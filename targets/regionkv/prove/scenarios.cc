#include <thread>

#include "hooks.h"
#include "mutation_buffer.h"
#include "try.h"

namespace regionkv::prove {
namespace {

void Rest(int ms) { std::this_thread::sleep_for(Millis(ms)); }

// Repeats `work` with a client of its own.
std::function<void(Load&)> Repeat(int pause_ms, std::function<Status(Client&, int round)> work) {
  return [pause_ms, work = std::move(work)](Load& load) {
    const auto client = load.cluster.NewClient();
    for (int round = 0; !load.stop; ++round) {
      load.Count(work(*client, round));
      Rest(pause_ms);
    }
  };
}

// Writes batches of `size` rows, at a steady rate as long as they are taken.
std::function<void(Load&)> WriteBatches(std::string table, size_t size, int pause_ms) {
  return [=](Load& load) {
    const auto client = load.cluster.NewClient();
    MutationBuffer buffer(*client, load.cluster.options(), table, size);
    for (int row = 0; !load.stop; ++row) {
      const Status status = buffer.Add({"row" + std::to_string(row), "value"});
      if (static_cast<size_t>(row) % size != size - 1) continue;
      load.Count(status);
      Rest(pause_ms);
    }
  };
}

// The log is slow once: readers give it up in the middle of a group, everything unconfirmed is written again, and the
// next group is larger.
Scenario WriteAheadLog() {
  Scenario s;
  s.id = "HBASE-29600";
  s.tables = {{"orders", 2}};
  s.options.peers = 1;
  s.options.wal_tail_timeout = Millis(60);
  s.options.cost.wal_append = Micros(700);
  for (int i = 0; i < 4; ++i) s.workers.push_back(WriteBatches("orders", 3, 25));
  s.more_errors = [](MiniCluster& cluster) { return cluster.server(0).replication().premature_ends(); };
  s.progress = [](MiniCluster& cluster) { return cluster.peer().edits(); };
  s.hook = &g_hooks.wal_append;
  s.slow = Millis(30);
  return s;
}

// Opening regions is slow once, while a table is created: calls fail, servers are no candidates, the balancer gives up
// favored nodes and later returns to them; each time most regions move.
Scenario FavoredNodes() {
  Scenario s;
  s.id = "HBASE-29006";
  s.servers = 4;
  s.tables = {{"a", 12}, {"b", 12}, {"c", 12}, {"d", 12}, {"e", 12}, {"f", 12}};
  s.options.balancer = BalancerKind::kFavoredNodes;
  s.options.balance_interval = Millis(20);
  s.options.assign_rpc_timeout = Millis(50);
  s.options.exclusion = Millis(200);
  s.options.cost.region_open = Millis(5);
  s.options.put_attempts = 2;
  s.options.put_pause = Millis(20);
  for (const char* table : {"a", "b", "c"}) {
    s.workers.push_back(Repeat(5, [table](Client& client, int round) {
      return client.Put(table, {"row" + std::to_string(round % 100), "value"});
    }));
  }
  s.at_trigger = [](Load& load) { (void)load.cluster.NewClient()->CreateTable("late", 2); };
  s.more_errors = [](MiniCluster& cluster) { return cluster.master().assignments().assign_errors(); };
  s.hook = &g_hooks.deploy;
  s.slow = Millis(70);
  return s;
}

// Flushing is slow once: memstores are full, buffers are refused by some regions and sent again to all.
Scenario MemstorePressure() {
  Scenario s;
  s.id = "memstore-pressure";
  s.servers = 2;
  s.tables = {{"metrics", 8}};
  s.options.memstore_flush_size = 20;
  s.options.memstore_blocking = 60;
  s.options.buffer_attempts = 8;
  s.options.cost.flush_cell = Millis(1);
  for (int i = 0; i < 8; ++i) s.workers.push_back(WriteBatches("metrics", 16, 140 + 7 * i));
  s.hook = &g_hooks.flush;
  s.slow = Millis(10);
  return s;
}

Scenario Compaction() {
  Scenario s;
  s.id = "compaction-kinds";
  s.is_cycle = false;
  s.tables = {{"mail", 2}};
  s.options.memstore_flush_size = 10;
  s.options.compact_files = 4;
  s.workers.push_back(Repeat(
      3, [](Client& client, int round) { return client.Put("mail", {"row" + std::to_string(round % 50), "value"}); }));
  s.workers.push_back([](Load& load) {
    while (!load.stop) {
      for (const uint32_t id : {1u, 2u}) {
        load.cluster.server(0).compactor().Request(
            {load.cluster.FindRegion(RegionId{id}), CompactionKind::kMajor, Clock::now() + Millis(150)});
      }
      Rest(100);
    }
  });
  s.more_errors = [](MiniCluster& cluster) { return cluster.server(0).compactor().discarded(); };
  s.hook = &g_hooks.compact;
  s.slow = Millis(5);
  return s;
}

Scenario Verification(uint32_t peers) {
  Scenario s;
  s.id = "verify-replication-" + std::to_string(peers);
  s.is_cycle = false;
  s.tables = {{"logs", 2}};
  s.options.peers = peers;
  s.options.rpc_timeout = Millis(60);
  s.options.scan_attempts = 2;
  s.workers.push_back(Repeat(
      20, [](Client& client, int round) { return client.Put("logs", {"row" + std::to_string(round % 20), "value"}); }));
  for (int i = 0; i < 2; ++i)
    s.workers.push_back(Repeat(10, [](Client& client, int) { return client.Scan("logs").status(); }));
  s.hook = &g_hooks.scan;
  s.slow = Millis(8);
  return s;
}

Scenario BulkLoad() {
  Scenario s;
  s.id = "bulk-load-once";
  s.is_cycle = false;
  s.tables = {{"archive", 1}};
  s.options.rpc_timeout = Millis(80);
  s.workers.push_back([](Load& load) {
    const auto client = load.cluster.NewClient();
    std::vector<std::string> files;
    for (int i = 0; i < 6; ++i) {
      files.push_back(load.cluster.directory() + "/job." + std::to_string(i));
      if (Result<File> file = File::Create(files.back()); file.ok()) {
        load.Count(file->AppendRecord(Encode(Cell{"row" + std::to_string(i), "value"})));
      }
    }
    while (!load.stop) {
      load.Count(client->BulkLoad("archive", files));
      Rest(60);
    }
  });
  s.hook = &g_hooks.bulk_load;
  s.slow = Millis(40);
  return s;
}

Scenario FlushCheck() {
  Scenario s;
  s.id = "flush-check-duration";
  s.is_cycle = false;
  s.tables = {{"metrics", 12}};
  s.options.flush_check_interval = Millis(20);
  s.options.rpc_timeout = Millis(80);
  s.options.put_attempts = 1;
  s.workers.push_back(Repeat(5, [](Client& client, int round) {
    return client.Put("metrics", {"row" + std::to_string(round % 50), "value"});
  }));
  s.hook = &g_hooks.flush_check;
  s.slow = Millis(20);
  return s;
}

}  // namespace

std::vector<Scenario> AllScenarios() {
  return {WriteAheadLog(), FavoredNodes(),  MemstorePressure(), Compaction(),
          Verification(0), Verification(1), BulkLoad(),         FlushCheck()};
}

}  // namespace regionkv::prove
