// job_test.h: the fixture of all tests: a job on a small cluster.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <utility>

#include "error.h"
#include "mini_cluster.h"

namespace streamjob {

class JobTest : public ::testing::Test {
 protected:
  JobTest(JobGraph graph, const Options& options, size_t task_managers = 2)
      : graph_(std::move(graph)), options_(options), task_managers_(task_managers) {}

  void SetUp() override {
    cluster_ = std::make_unique<MiniCluster>(graph_, options_, task_managers_);
    Prepare();
  }
  // What has happened before the test begins.
  virtual void Prepare() { job().Start(); }
  void TearDown() override { cluster_.reset(); }

  JobManager& job() { return cluster_->job(); }
  ResultStore& results() { return cluster_->results(); }
  // Records of value 1 with the keys 0, 1, 2, 3, 0, ...
  void Append(size_t count, size_t head = 0) {
    for (size_t i = 0; i < count; ++i) cluster_->log(head).Append(static_cast<uint32_t>(i % 4), 1);
  }
  void AppendSlowly(size_t count, int pause_ms) {
    for (size_t i = 0; i < count; ++i) {
      Append(1);
      Pause(pause_ms);
    }
  }
  bool Checkpoint() {
    try {
      return job().TriggerCheckpoint().get() > 0;
    } catch (const CheckpointException&) {
      return false;
    }
  }
  // With checkpoints until then, where results need them.
  bool ResultsReach(size_t count) {
    return WaitUntil([&] {
      if (options_.guarantee == Guarantee::kExactlyOnce && options_.checkpoint_interval.count() == 0) Checkpoint();
      return results().size() >= count;
    });
  }
  // All records are at the last task.
  void WaitForHeads(uint64_t position) {
    WaitUntil([&] { return job().progress().Watermark() >= position; });
    Pause(15);
  }
  static void Pause(int ms) { std::this_thread::sleep_for(Millis(ms)); }

  const JobGraph graph_;
  const Options options_;
  const size_t task_managers_;
  std::unique_ptr<MiniCluster> cluster_;
};

inline JobGraph Pipeline(std::vector<Role> chain, size_t heads = 1) {
  JobGraph graph;
  graph.heads = heads;
  graph.chain = std::move(chain);
  return graph;
}

}  // namespace streamjob
