#include <thread>

#include "error.h"
#include "hooks.h"
#include "try.h"

namespace streamjob::prove {
namespace {

void Rest(int ms) { std::this_thread::sleep_for(Millis(ms)); }

JobGraph Pipeline(std::vector<Role> chain, size_t heads = 1) {
  JobGraph graph;
  graph.heads = heads;
  graph.chain = std::move(chain);
  return graph;
}

// Repeats `work` until the end; failures are counted.
std::function<void(Load&)> Repeat(std::function<void(Load&)> work) {
  return [work = std::move(work)](Load& load) {
    while (!load.stop) {
      try {
        work(load);
      } catch (const Error&) {
        ++load.errors;
      }
      Rest(10);
    }
  };
}

// The worker is slow once: the head gets no buffer, the sink gives up its transaction, and everything since the last
// checkpoint comes again, in buffers so large that the head gets none for a long time.
Scenario TaskWorker() {
  Scenario s{.id = "FLINK-38367", .graph = Pipeline({Role::kWorker}), .options = {}};
  s.options.checkpoint_interval = Millis(120);
  s.options.buffer_timeout = Millis(60);
  s.options.buffer_records = 256;
  s.options.queue_capacity = 2;
  s.options.cost.map = Micros(400);
  s.records_per_tick = 4;
  s.hook = &g_hooks.worker;
  s.slow = Millis(20);
  return s;
}

// The aggregation is slow once: it does not get ready, its barrier fails, and it merges all slices since the last
// checkpoint again.
Scenario Aggregation() {
  Scenario s{.id = "FLINK-38368", .graph = Pipeline({Role::kAggregate}), .options = {}};
  s.options.checkpoint_interval = Millis(80);
  s.options.transition_timeout = Millis(60);
  s.options.slice_records = 4;
  s.options.cost.merge = Micros(1000);
  s.hook = &g_hooks.aggregate;
  s.slow = Millis(20);
  return s;
}

// The checkpoint storage is slow once: a checkpoint expires, the job begins again at the one before, and the next
// checkpoint has the changes of all that time.
Scenario Checkpoints() {
  Scenario s{.id = "checkpoint-restart", .graph = Pipeline({Role::kWorker}), .options = {}};
  s.options.checkpoint_interval = Millis(80);
  s.options.checkpoint_timeout = Millis(80);
  s.options.tolerable_failures = 0;
  s.options.cost.entry_write = Micros(400);
  s.hook = &g_hooks.snapshot;
  s.slow = Millis(10);
  return s;
}

// Delivery is slow once: a barrier comes late, behind the records before it, and the checkpoint expires. The job begins again
// at the one before, with all records since then in front of the next barrier.
Scenario Backlog() {
  Scenario s{.id = "checkpoint-backlog", .graph = Pipeline({Role::kWorker}), .options = {}};
  s.options.checkpoint_interval = Millis(80);
  s.options.checkpoint_timeout = Millis(80);
  s.options.tolerable_failures = 0;
  s.options.cost.map = Micros(400);
  s.records_per_tick = 4;
  s.hook = &g_hooks.deliver;
  s.slow = Millis(100);
  return s;
}

// The table is loaded once more while it is slow to load.
Scenario Table() {
  Scenario s{.id = "table-backoff", .is_cycle = false, .graph = Pipeline({Role::kLookup}), .options = {}};
  s.options.guarantee = Guarantee::kAtLeastOnce;
  s.options.table_timeout = Millis(60);
  s.at_trigger = [](Load& load) { load.cluster.job().RequestRestart("a new version of the table"); };
  s.hook = &g_hooks.table;
  s.slow = Millis(10);
  return s;
}

Scenario Audit(Guarantee guarantee, const char* id) {
  Scenario s{.id = id, .is_cycle = false, .graph = Pipeline({}), .options = {}};
  s.options.guarantee = guarantee;
  s.options.checkpoint_interval = Millis(50);
  s.options.read_timeout = Millis(60);
  s.options.read_attempts = 1;
  s.user = Repeat([](Load& load) { ResultReader(load.cluster.results(), load.cluster.options()).Query(1); });
  s.at_trigger = [](Load& load) {
    load.cluster.results().RequestAudit();
    load.cluster.results().RaiseDoubt();
  };
  s.records_per_tick = 1;
  s.hook = &g_hooks.audit;
  s.slow = Millis(10);
  return s;
}

Scenario Watermarks() {
  Scenario s{.id = "watermark-duration", .is_cycle = false, .graph = Pipeline({}, 4), .options = {}};
  s.options.guarantee = Guarantee::kAtLeastOnce;
  s.options.progress_timeout = Millis(60);
  s.options.progress_attempts = 1;
  s.user = Repeat([](Load& load) { load.cluster.job().progress().WaitForWatermark(); });
  s.hook = &g_hooks.watermark;
  s.slow = Millis(40);
  return s;
}

}  // namespace

std::vector<Scenario> AllScenarios() {
  return {TaskWorker(),
          Aggregation(),
          Checkpoints(),
          Backlog(),
          Table(),
          Audit(Guarantee::kExactlyOnce, "audit-guarantee-exactly-once"),
          Audit(Guarantee::kAtLeastOnce, "audit-guarantee-at-least-once"),
          Watermarks()};
}

}  // namespace streamjob::prove
