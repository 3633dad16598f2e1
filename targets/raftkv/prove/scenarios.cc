#include "scenarios.h"

#include <thread>

#include "hooks.h"

namespace raftkv::prove {
namespace {

using Worker = std::function<void(Load&)>;

void Rest(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

std::vector<Pair> Pairs(size_t count, size_t size = 16) {
  std::vector<Pair> pairs;
  for (size_t i = 0; i < count; ++i) pairs.emplace_back("key" + std::to_string(i), std::string(size, 'x'));
  return pairs;
}

// Writes a batch every `period_ms`, as long as writing takes no longer than that. Does not give up.
Worker Writer(size_t batch, int period_ms, int offset_ms = 0) {
  return [=](Load& load) {
    const auto client = load.cluster.NewClient();
    Rest(offset_ms);
    while (!load.stop) {
      const uint64_t failures = client->failures();
      while (!load.stop && client->Put(Pairs(batch)) < 0) ++load.errors;
      ++load.successes;
      load.errors += client->failures() - failures;
      for (int waited = 0; waited < period_ms && !load.stop; waited += 10) Rest(10);
    }
  };
}

std::vector<Worker> Writers(int count, size_t batch, int period_ms) {
  std::vector<Worker> workers;
  for (int i = 0; i < count; ++i) workers.push_back(Writer(batch, period_ms, i * period_ms / count));
  return workers;
}

uint64_t Campaigns(Cluster& cluster) {
  uint64_t campaigns = 0;
  for (NodeId id = 1; id <= cluster.size(); ++id) campaigns += cluster.node(id).raft().elections();
  return campaigns;
}

// A batch of ordinary size takes long to apply, once. The leader is deposed, all writers send their batches again at
// the same time, and applying all of them takes longer than the election time-out.
Scenario SlowApply() {
  Scenario s{.id = "YB-703", .options = {}, .workers = {}};
  s.window_ms = 450;
  s.options.election_ms = 200;
  s.options.election_spread_ms = 60;
  s.options.give_up_ms = 1000;
  s.options.cost.apply_us = 1500;
  s.workers = Writers(20, 25, 1500);
  s.more_errors = Campaigns;
  s.hook = &g_hooks.apply;
  s.slow_us = 10000;
  s.trigger_ms = 1000;
  return s;
}

// Followers are slow to store, once. Clients send again what a deposed leader took, so the entries that not all nodes
// are known to have are more with each leader, and storing them takes longer than the election time-out.
Scenario QueueFull() {
  Scenario s{.id = "YB-256", .options = {}, .workers = {}};
  s.window_ms = 450;
  s.options.election_ms = 200;
  s.options.election_spread_ms = 60;
  s.options.give_up_ms = 1000;
  s.options.rpc_timeout_ms = 60;
  s.options.busy_pause_ms = 250;
  s.options.queue_capacity = 4;
  s.options.cost.sync_us = 1500;
  s.workers = Writers(10, 32, 1000);
  s.more_errors = Campaigns;
  s.hook = &g_hooks.store;
  s.slow_us = 10000;
  s.trigger_ms = 1000;
  return s;
}

// Two nodes have lost their disks, one a little later than the other; each alone gets its snapshot in time. While the
// first one's is slow both come to need theirs at once, and two take longer than the election time-out.
Scenario SnapshotChase() {
  Scenario s{.id = "NEBULA-1769", .options = {}, .workers = {}};
  s.nodes = 5;
  s.window_ms = 500;
  s.options.election_ms = 200;
  s.options.election_spread_ms = 40;
  s.options.log_max = 50;
  s.options.chunk_pairs = 10;
  s.options.cost.chunk_us = 3500;
  s.prepare = [](Load& load) {
    const auto client = load.cluster.NewClient();
    client->Put(Pairs(400));
    load.cluster.Stop(4);
    load.cluster.Stop(5);
  };
  s.workers = Writers(1, 4, 50);
  s.at_trigger = [](Load& load) {
    load.cluster.Restart(4, true);
    Rest(150);
    load.cluster.Restart(5, true);
  };
  s.more_errors = [](Cluster& cluster) {
    uint64_t aborted = 0;
    for (NodeId id = 1; id <= cluster.size(); ++id) aborted += cluster.node(id).transfers_aborted();
    return aborted;
  };
  s.counts_standstill = true;
  s.hook = &g_hooks.snapshot;
  s.slow_us = 10000;
  s.trigger_ms = 400;
  return s;
}

// Followers compare their log under the lock, with pre-vote, or without the lock.
Scenario Verify(bool pre_vote) {
  Scenario s{.id = pre_vote ? "prevote-verify" : "prevote-verify-off", .is_cycle = false, .options = {}, .workers = {}};
  s.options.election_ms = 150;
  s.options.election_spread_ms = 50;
  s.options.pre_vote = pre_vote;
  s.options.verify_interval_ms = 250;
  s.options.verify_deposed = true;
  s.options.cost.read_us = 500;
  s.prepare = [](Load& load) { load.cluster.NewClient()->Put(Pairs(100)); };
  s.options.log_max = 150;
  s.workers = Writers(2, 4, 100);
  s.more_errors = Campaigns;
  s.hook = &g_hooks.verify;
  s.slow_us = 5000;
  return s;
}

Worker Reader(size_t keys, int period_ms) {
  return [=](Load& load) {
    const auto client = load.cluster.NewClient();
    std::vector<std::string> wanted;
    for (const auto& [key, value] : Pairs(keys)) wanted.push_back(key);
    while (!load.stop) {
      std::vector<Pair> read;
      const uint64_t failures = client->failures();
      if (client->GetNearby(2, wanted, &read) == 0) {
        ++load.successes;
      } else {
        ++load.errors;
      }
      load.errors += client->failures() - failures;
      Rest(period_ms);
    }
  };
}

// All readers read from one node, whose disk is half busy with them.
Scenario SlowReads() {
  Scenario s{.id = "read-budget", .is_cycle = false, .options = {}, .workers = {}};
  s.options.read_bound_ms = 100;
  s.options.cost.read_us = 400;
  s.prepare = [](Load& load) { load.cluster.NewClient()->Put(Pairs(20)); };
  for (int i = 0; i < 6; ++i) s.workers.push_back(Reader(20, 90));
  s.hook = &g_hooks.read;
  s.slow_us = 5000;
  return s;
}

Scenario SlowLagChecks() {
  Scenario s{.id = "lag-duration", .is_cycle = false, .options = {}, .workers = {}};
  s.nodes = 5;
  s.options.lag_ttl_ms = 100;
  s.workers = Writers(3, 4, 30);
  s.hook = &g_hooks.lag;
  s.slow_us = 60000;
  return s;
}

// Whoever connects has all connections of the node looked after, and nobody gets an answer meanwhile. Those who wait too long
// for one connect again: the leader's peers too, so it is deposed, and the next leader and all clients connect anew.
Scenario Reconnect() {
  Scenario s{.id = "reconnect-storm", .options = {}, .workers = {}};
  s.options.election_ms = 200;
  s.options.election_spread_ms = 60;
  s.options.rpc_timeout_ms = 60;
  s.options.client_timeout_ms = 150;
  s.options.give_up_ms = 1000;
  s.options.cost.visit_us = 2500;
  s.workers = Writers(12, 2, 200);
  s.more_errors = Campaigns;
  s.counts_standstill = true;
  s.hook = &g_hooks.visit;
  s.slow_us = 20000;
  s.at_trigger = [](Load& load) { load.cluster.NewClient()->Put(Pairs(1)); };
  return s;
}

}  // namespace

std::vector<Scenario> AllScenarios() {
  return {SlowApply(), QueueFull(), SnapshotChase(), Reconnect(), Verify(true), Verify(false), SlowReads(), SlowLagChecks()};
}

}  // namespace raftkv::prove
