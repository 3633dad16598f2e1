#include "scenarios.h"

#include <thread>

#include "error.h"
#include "hooks.h"
#include "stream_group.h"

namespace blockstore::prove {
namespace {

void Rest(int ms) { std::this_thread::sleep_for(Millis(ms)); }

// Repeats `work` with a client of its own; failures are counted.
std::function<void(Load&)> Repeat(int pause_ms, std::function<void(Client&, const std::string& path)> work) {
  static std::atomic<int> next_worker{0};
  return [pause_ms, work = std::move(work)](Load& load) {
    const auto client = load.cluster.NewClient();
    const std::string stem = "/work." + std::to_string(next_worker++) + ".";
    for (int i = 0; !load.stop; ++i) {
      try {
        work(*client, stem + std::to_string(i));
        ++load.successes;
      } catch (const Error&) {
        ++load.errors;
      }
      Rest(pause_ms);
    }
  };
}

std::function<void(Load&)> WriteSmallFiles(int pause_ms) {
  return Repeat(pause_ms, [](Client& client, const std::string& path) { client.WriteFile(path, {"a", "b"}); });
}

void AppendToStreams(Load& load, const std::string& name, size_t streams, size_t bytes = 6, int pause_ms = 3) {
  const auto client = load.cluster.NewClient();
  std::unique_ptr<StreamGroup> group;
  for (size_t i = 0; !load.stop; ++i) {
    const uint64_t rolls = group ? group->rolls() : 0;
    try {
      if (!group) group = std::make_unique<StreamGroup>(*client, name, streams);
      group->Append(i % streams, std::string(bytes, 'r'));
      ++load.successes;
    } catch (const Error&) {
      ++load.errors;
    }
    if (group) load.errors += group->rolls() - rolls;
    Rest(pause_ms);
  }
}

// Files that stay.
void HoldFiles(Load& load, size_t blocks, int pause_ms = 0) {
  const auto client = load.cluster.NewClient();
  for (int i = 0; i < 20; ++i) {
    try {
      client->WriteFile("/held." + std::to_string(i), std::vector<std::string>(blocks, "data"));
    } catch (const Error&) {
      ++load.errors;  // The machine is too busy.
    }
    Rest(pause_ms);
  }
}

// The sum over all data nodes.
std::function<uint64_t(MiniCluster&)> OverNodes(std::function<uint64_t(const DataNode&)> count) {
  return [count = std::move(count)](MiniCluster& cluster) {
    uint64_t errors = 0;
    for (size_t i = 0; i < cluster.size(); ++i) errors += count(cluster.data_node(i));
    return errors;
  };
}

// A client that vanishes and leaves files open, with `data` in the last block of each unless it is empty.
void LeaveOpen(Load& load, const std::vector<std::string>& paths, const std::string& data) {
  const auto doomed = load.cluster.NewClient();
  std::vector<std::unique_ptr<FileWriter>> writers;
  for (const std::string& path : paths) {
    writers.push_back(doomed->Create(path));
    if (!data.empty()) writers.back()->Flush(data);
  }
  doomed->Crash();
}

// Lease recovery of an ordinary crashed writer is slow once: reports time out, data nodes refuse writes, groups roll,
// and their old files are recovered next.
Scenario LeaseRecovery() {
  Scenario s{.id = "HDFS-17661", .options = {}, .workers = {}};
  s.nodes = 3;
  s.options.node_rpc_timeout = Millis(50);
  s.options.heartbeat_interval = Millis(150);
  s.options.report_interval = Millis(20);
  s.options.lease_timeout = Millis(150);
  s.options.pipeline_retries = 0;
  s.options.roll_attempts = 3;
  s.options.roll_pause = Millis(40);
  s.options.cost.edit_sync = Millis(3);
  for (const char* name : {"/wal-a", "/wal-b", "/wal-c"}) {
    s.workers.push_back([name](Load& load) { AppendToStreams(load, name, 16); });
  }
  s.at_trigger = [](Load& load) { LeaveOpen(load, {"/left.1", "/left.2", "/left.3", "/left.4"}, ""); };
  s.counts_standstill = true;
  s.hook = &g_hooks.lease_recovery;
  s.slow = Millis(40);
  s.trigger = Millis(400);
  return s;
}

// The name node is slow once: reports time out and come again with every heartbeat, larger each time.
Scenario BlockReports() {
  Scenario s{.id = "HDFS-17780", .options = {}, .workers = {}};
  s.options.node_rpc_timeout = Millis(60);
  s.options.report_interval = Millis(40);
  s.options.fence_unreported = false;
  s.options.cost.block_update = Micros(500);
  for (int i = 0; i < 4; ++i) {
    s.workers.push_back(Repeat(0, [](Client& client, const std::string& path) {
      const auto writer = client.Create(path);
      for (int block = 0; block < 20; ++block) {
        writer->Append("data");
        Rest(10);
      }
    }));
  }
  s.more_errors = OverNodes(&DataNode::report_errors);
  s.hook = &g_hooks.report_apply;
  s.slow = Millis(20);
  s.trigger = Millis(400);
  return s;
}

// Caching is slow once: heartbeats are late, closing a file is refused, the file is written again, and there is more
// to delete and to cache.
Scenario BlockCache() {
  Scenario s{.id = "HDFS-17660", .options = {}, .workers = {}};
  s.options.replication = 1;
  s.options.stale_after = Millis(100);
  s.options.dead_after = Millis(60000);
  s.options.write_attempts = 1;
  s.options.cost.disk_load = Millis(10);
  const std::vector<std::string> blocks(6, "data");
  s.workers.push_back([blocks](Load& load) {
    const auto client = load.cluster.NewClient();
    for (int file = 0; !load.stop; ++file) {
      for (bool written = false; !written && !load.stop;) {
        try {
          client->WriteFile("/cached." + std::to_string(file), blocks, {WriteMode::kAsync, true});
          written = true;
          ++load.successes;
        } catch (const Error&) {
          ++load.errors;
        }
      }
      Rest(100);
    }
  });
  s.hook = &g_hooks.commands;
  s.slow = Millis(60);
  s.trigger = Millis(400);
  return s;
}

// Deletions are slow once: the node is given up, refuses writes until it has reported what it has, the files of these
// writes are written again as a whole, and what they had is deleted.
Scenario Deletion() {
  Scenario s{.id = "HDFS-17838", .options = {}, .workers = {}};
  s.nodes = 3;
  s.options.dead_after = Millis(150);
  s.options.report_interval = Millis(20);
  s.options.pipeline_retries = 0;
  s.options.complete_timeout = Millis(300);
  s.options.cost.disk_load = Millis(40);
  s.options.cost.block_update = Micros(300);
  for (int i = 0; i < 8; ++i) {
    s.workers.push_back(Repeat(10, [i](Client& client, const std::string& path) {
      const auto writer = client.Create(path);
      try {
        for (int block = 0; block < 16 + 4 * i; ++block) {
          writer->Append("data");
          Rest(6);
        }
      } catch (const PipelineError&) {
        client.Delete(path);
        throw;
      }
      writer->Close();
    }));
  }
  s.at_trigger = [](Load& load) {
    const auto client = load.cluster.NewClient();
    client->WriteFile("/old", std::vector<std::string>(30, "data"));
    client->Delete("/old");
  };
  s.counts_standstill = true;
  s.hook = &g_hooks.deletion;
  s.slow = Millis(60);
  s.trigger = Millis(400);
  return s;
}

// Block recovery is slow once, so it is asked for again while it runs: each of two recoveries supersedes the other.
Scenario BlockRecovery() {
  Scenario s{.id = "HDFS-17662", .options = {}, .workers = {}};
  s.nodes = 3;
  s.options.replication = 3;
  s.options.lease_timeout = Millis(100);
  s.options.replication_attempts = 1'000;
  s.options.cost.block_recovery = Millis(60);
  s.options.heartbeat_interval = Millis(5);
  s.at_trigger = [](Load& load) { LeaveOpen(load, {"/left.1", "/left.2", "/left.3"}, "data"); };
  s.more_errors = OverNodes(&DataNode::recovery_errors);
  s.hook = &g_hooks.block_recovery;
  s.slow = Millis(60);
  s.trigger = Millis(500);
  return s;
}

// The same where recovering takes no time: two recoveries that overlapped once go on superseding each other.
Scenario Superseded() {
  Scenario s = BlockRecovery();
  s.id = "recovery-duel";
  s.options.cost.block_recovery = Micros(0);
  return s;
}

// Block reports and heartbeats share a connection, and nodes hold more blocks than can be reported before they are given up.
Scenario LargeNodes(const std::string& id) {
  Scenario s{.id = id, .options = {}, .workers = {}};
  s.nodes = 4;
  s.options.one_connection = true;
  s.options.fence_unreported = false;
  s.options.dead_after = Millis(150);
  s.options.report_interval = Millis(20);
  s.options.transfer_timeout = Millis(100);
  s.options.replication_retry = Millis(200);
  s.options.cost.block_update = Millis(1);
  s.prepare = [](Load& load) { HoldFiles(load, 20); };
  s.workers.push_back([](Load& load) {
    for (; !load.stop; Rest(10)) load.errors += load.cluster.size() - load.cluster.name_node().LiveNodes();
  });
  s.healthy_after = Millis(200);
  return s;
}

// A node that leaves hands its replicas over slowly once; the batch is sent again, is reported again, and heartbeats wait for
// that. What the node had that is given up for it is made anew by the others, who have to report that.
Scenario Reconstruction() {
  Scenario s = LargeNodes("HDFS-17782");
  s.at_trigger = [](Load& load) { load.cluster.name_node().Decommission(load.cluster.data_node(0).self().node); };
  s.hook = &g_hooks.transfer;
  s.slow = Millis(20);
  s.trigger = Millis(400);
  return s;
}

// Reports are slow once: a node is given up, reports all that it has when it is back, and is given up for that.
Scenario FullReports() {
  Scenario s = LargeNodes("full-report-storm");
  s.workers.push_back(WriteSmallFiles(10));
  s.hook = &g_hooks.report_apply;
  s.slow = Millis(200);
  s.trigger = Millis(600);
  return s;
}

// Node checks are slow once, while the name space is locked: nodes whose report waits for it are given up, which means to go
// through all of their blocks, with the name space locked.
Scenario GivingUp() {
  Scenario s = LargeNodes("give-up-storm");
  for (int i = 0; i < 3; ++i) s.workers.push_back(WriteSmallFiles(10));
  s.hook = &g_hooks.node_check;
  s.slow = Millis(200);
  s.trigger = Millis(1200);
  return s;
}

// Deletion is slow once, on the thread of heartbeats, and nodes are given up. Going through their blocks keeps the name space
// locked, so clients get no blocks in time; what they had written so far is deleted.
Scenario Allocation() {
  Scenario s{.id = "allocation-storm", .options = {}, .workers = {}};
  s.nodes = 4;
  s.options.dead_after = Millis(150);
  s.options.client_rpc_timeout = Millis(100);
  s.options.alloc_attempts = 1;
  s.options.write_attempts = 1;
  s.options.fence_unreported = false;
  s.options.cost.block_update = Micros(300);
  s.options.cost.disk_load = Millis(10);
  s.prepare = [](Load& load) { HoldFiles(load, 40); };
  for (int i = 0; i < 16; ++i) {
    s.workers.push_back([i, work = Repeat(60, [](Client& client, const std::string& path) {
                           client.WriteFile(path, std::vector<std::string>(15, "data"));
                         })](Load& load) {
      Rest(10 * i);
      work(load);
    });
  }
  s.at_trigger = [](Load& load) {
    for (int i = 0; i < 4; ++i) load.cluster.NewClient()->Delete("/held." + std::to_string(i));
  };
  s.healthy_after = Millis(800);
  s.counts_standstill = true;
  s.hook = &g_hooks.deletion;
  s.slow = Millis(10);
  s.trigger = Millis(500);
  return s;
}

// The edit log is slow once, so the other name node takes over. Nodes have to register with it and report all that they have,
// which has to get into the edit log.
Scenario Failover() {
  Scenario s{.id = "HDFS-17836", .options = {}, .workers = {}};
  s.options.failover_after = Millis(80);
  s.options.fence_unreported = false;
  s.options.cost.edit_flush = Micros(600);
  s.prepare = [](Load& load) { HoldFiles(load, 10, 20); };
  s.workers.push_back(WriteSmallFiles(20));
  s.healthy_after = Millis(600);
  s.more_errors = OverNodes(&DataNode::report_errors);
  s.hook = &g_hooks.edit_flush;
  s.slow = Millis(30);
  s.trigger = Millis(400);
  return s;
}

// The disks are slow once: writers give up and begin anew, while what they gave up is still being written. Recovery finds
// that, its report is refused, and nodes whose reports are refused take no new replicas.
Scenario WritePipeline() {
  Scenario s{.id = "HDFS-17837", .options = {}, .workers = {}};
  s.nodes = 3;
  s.options.client_rpc_timeout = Millis(100);
  s.options.lease_timeout = Millis(60);
  s.options.roll_attempts = 1'000;
  s.options.cost.disk_write = Millis(1);
  for (int i = 0; i < 15; ++i) {
    s.workers.push_back([i](Load& load) {
      Rest(20 * i);
      AppendToStreams(load, "/wal." + std::to_string(i), 2, 16 * 256, 280);
    });
  }
  s.healthy_after = Millis(400);
  s.more_errors = OverNodes([](const DataNode& node) { return node.recovery_errors() + node.report_errors(); });
  s.hook = &g_hooks.packet;
  s.slow = Millis(20);
  s.trigger = Millis(400);
  return s;
}

Scenario SyncAndAsync() {
  Scenario s{.id = "flush-modes", .is_cycle = false, .options = {}, .workers = {}};
  s.options.flush_timeout = Millis(60);
  s.options.pipeline_retries = 0;
  s.options.write_attempts = 1;
  s.options.cost.disk_sync = Micros(500);
  for (const WriteMode mode : {WriteMode::kSync, WriteMode::kAsync, WriteMode::kSync, WriteMode::kAsync}) {
    s.workers.push_back(Repeat(10, [mode](Client& client, const std::string& path) {
      client.WriteFile(path, {"data", "data"}, {mode, false});
    }));
  }
  s.hook = &g_hooks.flush;
  s.slow = Millis(100);
  return s;
}

Scenario Scrub(uint32_t replication) {
  Scenario s{.id = "scrub-replication-" + std::to_string(replication), .is_cycle = false, .options = {}, .workers = {}};
  s.nodes = replication;
  s.options.replication = replication;
  s.options.scrub_interval = Millis(50);
  s.options.client_rpc_timeout = Millis(60);
  s.options.read_attempts = 1;
  s.workers.push_back([](Load& load) {
    const auto client = load.cluster.NewClient();
    client->WriteFile("/file", std::vector<std::string>(16, "data"));
    while (!load.stop) {
      try {
        client->ReadFile("/file");
        ++load.successes;
      } catch (const Error&) {
        ++load.errors;
      }
      Rest(5);
    }
  });
  s.hook = &g_hooks.scrub;
  s.slow = Millis(10);
  return s;
}

Scenario Transfer() {
  Scenario s{.id = "transfer-once", .is_cycle = false, .options = {}, .workers = {}};
  s.options.replication = 1;
  s.options.transfer_timeout = Millis(100);
  s.options.replication_retry = Millis(300);
  s.workers.push_back(WriteSmallFiles(20));
  s.at_trigger = [](Load& load) { load.cluster.name_node().Decommission(load.cluster.data_node(0).self().node); };
  s.more_errors = OverNodes([](const DataNode& node) { return node.transfers().failures(); });
  s.hook = &g_hooks.transfer;
  s.slow = Millis(40);
  return s;
}

Scenario NodeCheck() {
  Scenario s{.id = "node-check-duration", .is_cycle = false, .options = {}, .workers = {}};
  s.nodes = 3;
  s.options.client_rpc_timeout = Millis(60);
  s.options.alloc_attempts = 1;
  s.options.write_attempts = 1;
  s.workers.push_back(WriteSmallFiles(10));
  s.hook = &g_hooks.node_check;
  s.slow = Millis(40);
  return s;
}

// Whoever connects has all connections of the name node looked after, and the next one waits meanwhile. The name node is busy for a
// moment, and all nodes connect again while that is slow: their calls time out, and they connect again, with every heartbeat.
Scenario Reconnect() {
  Scenario s{.id = "reconnect-storm", .options = {}, .workers = {}};
  s.nodes = 16;
  s.options.node_rpc_timeout = Millis(80);
  s.options.cost.visit = Micros(600);
  s.workers = {WriteSmallFiles(50), WriteSmallFiles(50)};
  s.at_trigger = [](Load&) {
    g_hooks.report_apply = 100'000;
    Rest(100);
    g_hooks.report_apply = 0;
  };
  s.more_errors = OverNodes([](const DataNode& node) { return node.heartbeat_errors() + node.report_errors(); });
  s.healthy_after = Millis(800);
  s.hook = &g_hooks.visit;
  s.slow = Millis(20);
  return s;
}

}  // namespace

std::vector<Scenario> AllScenarios() {
  return {LeaseRecovery(), BlockReports(), BlockCache(), Deletion(), BlockRecovery(), Superseded(), Reconstruction(),
          FullReports(), WritePipeline(), Failover(), GivingUp(), Allocation(), Reconnect(),
          SyncAndAsync(), Scrub(1), Scrub(3), Transfer(), NodeCheck()};
}

}  // namespace blockstore::prove
