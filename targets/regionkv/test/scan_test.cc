// Scans, doubts about regions, and the peer as a second source.

#include "cluster_test.h"

namespace regionkv {
namespace {

Options PromptScans() {
  Options options;
  options.rpc_timeout = Millis(100);
  return options;
}

class ImpatientReader : public ClusterTest {
 protected:
  ImpatientReader() : ClusterTest(PromptScans(), 1) {
    CreateTable("logs", 2);
    PutRows("logs", 16);
  }
};

TEST_CASE_METHOD(ImpatientReader, "a table is scanned again and again", "[scan]") {
  for (int i = 0; i < 12; ++i) {
    const Result<std::vector<Cell>> cells = client_->Scan("logs");
    CHECK((cells.ok() && cells->size() == 16));
    Pause(15);
  }
}

class SoleCopy : public ClusterTest {
 protected:
  SoleCopy() : ClusterTest(Options{}, 2) {
    CreateTable("logs", 4);
    PutRows("logs", 12);
  }
};

TEST_CASE_METHOD(SoleCopy, "a scan sees all regions", "[scan]") {
  for (int i = 0; i < 5; ++i) {
    const Result<std::vector<Cell>> cells = client_->Scan("logs");
    CHECK((cells.ok() && cells->size() == 12));
    Pause(20);
  }
}

TEST_CASE_METHOD(SoleCopy, "a doubt about a region passes with time", "[scan]") {
  cluster_.master().assignments().ReportDoubt(RegionId{1});
  const TimePoint begin = Clock::now();
  CHECK(client_->Scan("logs").ok());
  CHECK(Clock::now() - begin >= Millis(30));
}

Options WithPeer() {
  Options options;
  options.peers = 1;
  return options;
}

class TwoCopies : public ClusterTest {
 protected:
  TwoCopies() : ClusterTest(WithPeer(), 1) {
    CreateTable("logs", 2);
    PutRows("logs", 24);
    WaitUntil([&] { return cluster_.peer().edits() == 24; });
  }
};

TEST_CASE_METHOD(TwoCopies, "a replicated table is scanned", "[scan]") {
  for (int i = 0; i < 4; ++i) {
    const Result<std::vector<Cell>> cells = client_->Scan("logs");
    CHECK((cells.ok() && cells->size() == 24));
    Pause(20);
  }
  CHECK(client_->verifications() == 0);
}

TEST_CASE_METHOD(TwoCopies, "a doubt is settled without a comparison", "[scan]") {
  cluster_.master().assignments().ReportDoubt(RegionId{1});
  const Result<std::vector<Cell>> cells = client_->Scan("logs");
  CHECK((cells.ok() && cells->size() == 24));
  Pause(60);
  CHECK(client_->verifications() == 0);
}

}  // namespace
}  // namespace regionkv
