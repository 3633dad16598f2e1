#include <filesystem>
#include <thread>

#include "hooks.h"
#include "try.h"

namespace containerstore::prove {
namespace {

void Rest(int ms) { std::this_thread::sleep_for(Millis(ms)); }

// Repeats `work` with a client of its own; it returns whether it went well.
std::function<void(Load&)> Repeat(int pause_ms, std::function<bool(Load&, Client&)> work) {
  return [pause_ms, work = std::move(work)](Load& load) {
    const auto client = load.cluster.NewClient();
    while (!load.stop) {
      if (!work(load, *client)) ++load.errors;
      Rest(pause_ms);
    }
  };
}

bool Put(Load&, Client& client) { return client.Put("data").has_value(); }

bool PutAndClose(Load&, Client& client) {
  const auto id = client.Put("data");
  return id && client.Close(*id);
}

// Stores an object, closes its container, and expects that the SCM soon knows of all its replicas.
bool PutAndSee(Load& load, Client& client) {
  const auto id = client.Put("data");
  if (!id || !client.Close(*id)) return false;
  const auto known = [&] {
    const auto location = client.Locate(*id);
    return location && location->members.size() == load.options.pipeline_size;
  };
  return WaitUntil(known, Millis(100));
}

// An operator who has pipelines replaced now and then.
std::function<void(Load&)> ReplacePipelines(int pause_ms) {
  return [pause_ms](Load& load) {
    while (!load.stop) {
      Rest(pause_ms);
      load.cluster.scm().pipelines().CloseOldest(1);
    }
  };
}

uint64_t PipelinesGivenUp(MiniCluster& cluster) { return cluster.scm().pipelines().given_up(); }

uint64_t ScanFailures(MiniCluster& cluster) {
  uint64_t failures = 0;
  for (size_t i = 0; i < cluster.size(); ++i) failures += cluster.node(i).scanner().failures();
  return failures;
}

// The manager is slow once: reports are refused, and the full reports that it asks for keep it busy.
Scenario ContainerReports() {
  Scenario s{.id = "HDDS-13020", .options = {}, .workers = {}};
  s.containers = 60;
  s.options.containers_per_pipeline = 0;
  s.options.report_queue_limit = 16;
  s.options.cost.replica_update = Millis(1);
  s.workers = {Repeat(40, PutAndClose), Repeat(40, PutAndSee), Repeat(50, PutAndSee)};
  s.hook = &g_hooks.report_queue;
  s.slow = Millis(40);
  return s;
}

// Commands are slow once: pipelines cannot be built, and closing them keeps the members busy.
Scenario HeartbeatHandling() {
  Scenario s{.id = "HDDS-11856-1", .options = {}, .workers = {}};
  s.nodes = 5;
  s.options.pipeline_size = 5;
  s.options.pipelines = 12;
  s.options.containers_per_pipeline = 1;
  s.options.join_timeout = Millis(90);
  s.options.cost.pipeline_close = Millis(60);
  s.workers = {Repeat(10, Put), ReplacePipelines(140)};
  s.more_errors = PipelinesGivenUp;
  s.hook = &g_hooks.commands;
  s.slow = Millis(100);
  s.trigger = Millis(900);
  return s;
}

// Copying is slow once while a damaged volume is repaired: commands expire, pipelines cannot be built, and what was
// made of them is copied.
Scenario ReplicationCommands() {
  Scenario s{.id = "HDDS-11856-2", .options = {}, .workers = {}};
  s.nodes = 4;
  s.containers = 24;
  s.options.pipelines = 4;
  s.options.containers_per_pipeline = 6;
  s.options.replication_deadline = Millis(80);
  s.options.peer_retry_after = Millis(250);
  s.options.cost.container_copy = Millis(8);
  s.workers = {Repeat(10, Put), ReplacePipelines(60)};
  s.at_trigger = [](Load& load) {
    for (size_t i = 0; i < load.cluster.size(); ++i) {
      DataNode& node = load.cluster.node(i);
      for (const ReplicaInfo& replica : node.store().List()) {
        if (static_cast<size_t>(replica.container) % load.cluster.size() != i) continue;
        std::error_code ignored;
        if (replica.state == ReplicaState::kClosed)
          std::filesystem::resize_file(node.store().FileOf(replica.container), 1, ignored);
      }
      node.scanner().ScanAll(ScanKind::kBackground);
    }
  };
  s.more_errors = PipelinesGivenUp;
  s.hook = &g_hooks.replication;
  s.slow = Millis(60);
  s.trigger = Millis(400);
  return s;
}

// Scans of both kinds, one after the other.
Scenario ScanKinds() {
  Scenario s{.id = "scan-kinds", .is_cycle = false, .options = {}, .workers = {}};
  s.containers = 12;
  s.options.scan_interval = Millis(60);
  s.options.scan_deadline = Millis(80);
  s.workers.push_back(
      Repeat(60, [](Load&, Client& client) { return client.ScanReplicas(ContainerId{1}).has_value(); }));
  s.more_errors = ScanFailures;
  s.hook = &g_hooks.scan;
  s.slow = Millis(15);
  return s;
}

Scenario SuspectReplicas(size_t pipeline_size) {
  Scenario s{
      .id = "suspect-replicas-" + std::to_string(pipeline_size), .is_cycle = false, .options = {}, .workers = {}};
  s.nodes = pipeline_size;
  s.containers = 16;
  s.options.pipelines = 1;
  s.options.pipeline_size = pipeline_size;
  s.options.scan_interval = Millis(50);
  s.options.client_timeout = Millis(60);
  s.workers.push_back(Repeat(5, [](Load&, Client& client) { return client.Get(ContainerId{1}).has_value(); }));
  s.hook = &g_hooks.scan;
  s.slow = Millis(70);
  return s;
}

Scenario DeleteOnce() {
  Scenario s{.id = "delete-once", .is_cycle = false, .options = {}, .workers = {}};
  s.options.delete_deadline = Millis(80);
  s.workers.push_back(Repeat(20, [](Load&, Client& client) {
    const auto id = client.Put("data");
    return id && client.Close(*id) && client.Delete({*id});
  }));
  s.more_errors = [](MiniCluster& cluster) { return cluster.scm().deletions().given_up(); };
  s.hook = &g_hooks.deletion;
  s.slow = Millis(100);
  return s;
}

Scenario HealthCheck() {
  Scenario s{.id = "health-check-duration", .is_cycle = false, .options = {}, .workers = {}};
  s.nodes = 5;
  s.options.client_timeout = Millis(60);
  s.options.alloc_attempts = 1;
  s.workers.push_back(Repeat(10, Put));
  s.hook = &g_hooks.health_check;
  s.slow = Millis(40);
  return s;
}

// Whoever connects has all connections of the SCM looked after, and the next one waits meanwhile. The SCM is busy for a moment, and
// all nodes connect again while that is slow: their heartbeats time out, and they connect again.
Scenario Reconnect() {
  Scenario s{.id = "reconnect-storm", .options = {}, .workers = {}};
  s.nodes = 20;
  s.options.scm_timeout = Millis(80);
  s.options.cost.visit = Micros(800);
  s.workers = {Repeat(50, Put)};
  s.at_trigger = [](Load&) {
    g_hooks.health_check = 10'000;
    Rest(100);
    g_hooks.health_check = 0;
  };
  s.more_errors = [](MiniCluster& cluster) {
    uint64_t errors = 0;
    for (size_t i = 0; i < cluster.size(); ++i) errors += cluster.node(i).heartbeat_errors();
    return errors;
  };
  s.hook = &g_hooks.visit;
  s.slow = Millis(20);
  return s;
}

}  // namespace

std::vector<Scenario> AllScenarios() {
  return {ContainerReports(), HeartbeatHandling(), ReplicationCommands(), ScanKinds(),
          Reconnect(),        SuspectReplicas(1),  SuspectReplicas(3),    DeleteOnce(), HealthCheck()};
}

}  // namespace containerstore::prove
