// The write-ahead log, and replication that follows it.

#include "cluster_test.h"

namespace regionkv {
namespace {

Options Tailed() {
  Options options;
  options.peers = 1;
  options.wal_tail_timeout = Millis(100);
  return options;
}

class TailedLog : public ClusterTest {
 protected:
  TailedLog() : ClusterTest(Tailed(), 1) { CreateTable("orders", 1); }
};

TEST_CASE_METHOD(TailedLog, "replication tails the log while it is written", "[wal]") {
  MutationBuffer buffer(*client_, cluster_.options(), "orders", 6, Durability::kSyncWal);
  for (int i = 0; i < 72; ++i) {
    CHECK(buffer.Add({Row(i), "value"}).ok());
    if (i % 6 == 5) Pause(15);
  }
  CHECK(WaitUntil([&] { return cluster_.peer().edits() == 72; }));
  CHECK(cluster_.server(0).wal().rolls() == 0);
}

TEST_CASE_METHOD(TailedLog, "the peer has the newest value of a row", "[wal]") {
  for (int i = 0; i < 20; ++i) {
    CHECK(client_->Put("orders", {"row", std::to_string(i)}).ok());
    Pause(5);
  }
  CHECK(WaitUntil([&] { return cluster_.peer().Get(RegionId{1}, "row") == "19"; }));
}

Options Collected() {
  Options options;
  options.peers = 1;
  options.ship_interval = Millis(150);
  return options;
}

class CollectedEdits : public ClusterTest {
 protected:
  CollectedEdits() : ClusterTest(Collected(), 1) {
    CreateTable("clicks", 2);
    PutRows("clicks", 24);
  }
};

TEST_CASE_METHOD(CollectedEdits, "edits are collected before they are shipped", "[wal]") {
  for (int i = 0; i < 16; ++i) {
    CHECK(client_->Put("clicks", {"late" + std::to_string(i), "value"}).ok());
    Pause(8);
  }
  CHECK(WaitUntil([&] { return cluster_.peer().edits() == 40; }));
}

Options SmallLogs() {
  Options options;
  options.peers = 1;
  options.wal_roll_edits = 12;
  return options;
}

class RolledLogs : public ClusterTest {
 protected:
  RolledLogs() : ClusterTest(SmallLogs(), 1) { CreateTable("events", 2); }
};

TEST_CASE_METHOD(RolledLogs, "replication follows from log to log", "[wal]") {
  PutRows("events", 50, 3);
  CHECK(WaitUntil([&] { return cluster_.peer().edits() == 50; }));
  CHECK(cluster_.server(0).wal().rolls() == 4);
}

class QuietLog : public ClusterTest {
 protected:
  QuietLog() : ClusterTest(Options{}, 1) { CreateTable("orders", 1); }
};

TEST_CASE_METHOD(QuietLog, "edits are in the log when a put returns", "[wal]") {
  PutRows("orders", 10, 5);
  Result<WalReader> reader = WalReader::Open(WalPath(cluster_.directory(), ServerName{1}, 0));
  REQUIRE(reader.ok());
  size_t edits = 0;
  for (auto group = reader->Next(Millis(0)); group.ok() && *group; group = reader->Next(Millis(0))) {
    edits += (*group)->edits.size();
  }
  CHECK(edits == 10);
}

TEST_CASE_METHOD(QuietLog, "a group that is not complete is read again later", "[wal]") {
  const std::string path = cluster_.directory() + "/half";
  Result<File> file = File::Create(path);
  REQUIRE(file.ok());
  GroupHeader header;
  header.edits = 2;
  CHECK(file->Append(Encode(header)).ok());
  CHECK(file->AppendRecord(Encode(Edit{1, RegionId{1}, {"row", "value"}})).ok());
  Result<WalReader> reader = WalReader::Open(path);
  REQUIRE(reader.ok());
  CHECK(reader->Next(Millis(30)).status().code() == Code::kEndOfFile);
  CHECK(file->AppendRecord(Encode(Edit{2, RegionId{1}, {"row", "value"}})).ok());
  auto group = reader->Next(Millis(30));
  REQUIRE(group.ok());
  CHECK((*group)->edits.size() == 2);
}

TEST_CASE("a message that is cut off is corrupt", "[wal]") {
  const std::string bytes = Encode(Edit{1, RegionId{1}, {"row", "value"}});
  CHECK(Decode<Edit>(bytes).ok());
  CHECK(Decode<Edit>(std::string_view(bytes).substr(0, bytes.size() - 1)).status().code() == Code::kCorruption);
}

}  // namespace
}  // namespace regionkv
