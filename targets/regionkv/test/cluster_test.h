// cluster_test.h: what all tests begin with: a small cluster and one client.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <thread>

#include "mini_cluster.h"
#include "mutation_buffer.h"

namespace regionkv {

class ClusterTest {
 protected:
  ClusterTest(const Options& options, size_t servers) : cluster_(options, servers) {
    REQUIRE(cluster_.Start().ok());
    client_ = cluster_.NewClient();
  }
  void CreateTable(const std::string& table, uint32_t regions) { REQUIRE(client_->CreateTable(table, regions).ok()); }
  void PutRows(const std::string& table, int count, int pause_ms = 0) {
    for (int i = 0; i < count; ++i) {
      CHECK(client_->Put(table, {Row(i), "value"}).ok());
      Pause(pause_ms);
    }
  }
  static std::string Row(int number) { return "row" + std::to_string(number); }
  static void Pause(int ms) { std::this_thread::sleep_for(Millis(ms)); }
  // Cells that are in memstores.
  size_t Unflushed() {
    size_t cells = 0;
    for (size_t i = 0; i < cluster_.size(); ++i) {
      for (const auto& region : cluster_.server(i).Regions()) cells += region->memstore_size();
    }
    return cells;
  }

  MiniCluster cluster_;
  std::unique_ptr<Client> client_;
};

}  // namespace regionkv
