// How regions get to servers, and how they stay there.

#include "cluster_test.h"

namespace regionkv {
namespace {

Options PromptServers() {
  Options options;
  options.assign_rpc_timeout = Millis(100);
  return options;
}

class ManyTables : public ClusterTest {
 protected:
  ManyTables() : ClusterTest(PromptServers(), 2) {}
};

TEST_CASE_METHOD(ManyTables, "many tables are created one after the other", "[assignment]") {
  for (int i = 0; i < 8; ++i) {
    const std::string table = "table" + std::to_string(i);
    CHECK(client_->CreateTable(table, 8).ok());
    CHECK(client_->Put(table, {"row", "value"}).ok());
    Pause(20);
  }
  CHECK(cluster_.master().assignments().InTransition() == 0);
}

Options FavoredNodes() {
  Options options;
  options.balancer = BalancerKind::kFavoredNodes;
  return options;
}

class ThreeServers : public ClusterTest {
 protected:
  ThreeServers() : ClusterTest(FavoredNodes(), 3) {}
};

TEST_CASE_METHOD(ThreeServers, "favored nodes are chosen for each table", "[assignment]") {
  for (int i = 0; i < 5; ++i) {
    CHECK(client_->CreateTable("table" + std::to_string(i), 3).ok());
    Pause(25);
  }
  for (size_t i = 0; i < 3; ++i) CHECK(cluster_.server(i).Regions().size() == 5);
}

Options OftenBalanced() {
  Options options;
  options.balancer = BalancerKind::kFavoredNodes;
  options.balance_interval = Millis(40);
  return options;
}

class FiveServers : public ClusterTest {
 protected:
  FiveServers() : ClusterTest(OftenBalanced(), 5) { CreateTable("large", 15); }
};

TEST_CASE_METHOD(FiveServers, "a balanced cluster is left alone", "[assignment]") {
  CreateTable("small", 5);
  for (int i = 0; i < 30; ++i) {
    CHECK(client_->Put("large", {Row(i), "value"}).ok());
    Pause(12);
  }
  CHECK(cluster_.master().balance_runs() >= 5);
  CHECK(cluster_.master().assignments().moves() == 0);
  CHECK(cluster_.server(4).Regions().size() == 4);
}

Options Watchful() {
  Options options;
  options.dead_after = Millis(200);
  return options;
}

class DyingServer : public ClusterTest {
 protected:
  DyingServer() : ClusterTest(Watchful(), 3) {
    CreateTable("accounts", 6);
    PutRows("accounts", 20);
  }
};

TEST_CASE_METHOD(DyingServer, "regions of a dead server are opened elsewhere", "[assignment]") {
  cluster_.server(0).Stop();
  const auto dead = [&] { return cluster_.master().servers().Servers().size() == 2; };
  CHECK(WaitUntil([&] { return dead() && cluster_.master().assignments().InTransition() == 0; }));
  for (int i = 0; i < 20; ++i) {
    const Result<std::string> value = client_->Get("accounts", Row(i));
    CHECK((value.ok() && *value == "value"));
  }
}

class TwoServers : public ClusterTest {
 protected:
  TwoServers() : ClusterTest(Options{}, 2) { CreateTable("accounts", 4); }
};

TEST_CASE_METHOD(TwoServers, "rows are found by all clients", "[assignment]") {
  PutRows("accounts", 20, 4);
  const auto other = cluster_.NewClient();
  for (int i = 0; i < 20; ++i) {
    const Result<std::string> value = other->Get("accounts", Row(i));
    CHECK((value.ok() && *value == "value"));
  }
  CHECK(other->Get("accounts", "nobody").status().code() == Code::kNotFound);
  CHECK(other->Get("nothing", "row").status().code() == Code::kNotFound);
}

TEST_CASE("the balancer moves regions that are not on their primaries", "[assignment]") {
  const ServerList servers = {ServerName{1}, ServerName{2}, ServerName{3}, ServerName{4}};
  const auto balancer = Balancer::Create(BalancerKind::kFavoredNodes);
  Placement placement = balancer->Assign({RegionId{1}, RegionId{2}, RegionId{3}}, servers);
  CHECK(balancer->Balance(placement, servers).empty());
  const ServerName primary = placement[RegionId{2}];
  placement[RegionId{2}] = placement[RegionId{1}];
  const Placement moves = balancer->Balance(placement, servers);
  REQUIRE(moves.size() == 1);
  CHECK(moves.at(RegionId{2}) == primary);
}

TEST_CASE("the simple balancer gives all servers as many regions", "[assignment]") {
  const ServerList servers = {ServerName{1}, ServerName{2}};
  const auto balancer = Balancer::Create(BalancerKind::kSimple);
  const Placement moves = balancer->Balance({{RegionId{1}, servers[0]}, {RegionId{2}, servers[0]}}, servers);
  REQUIRE(moves.size() == 1);
  CHECK(moves.at(RegionId{2}) == servers[1]);
}

}  // namespace
}  // namespace regionkv
