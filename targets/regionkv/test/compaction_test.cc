// Merging store files.

#include "cluster_test.h"

namespace regionkv {
namespace {

Options FewFiles() {
  Options options;
  options.memstore_flush_size = 8;
  options.compact_files = 4;
  return options;
}

class MinorCompaction : public ClusterTest {
 protected:
  MinorCompaction() : ClusterTest(FewFiles(), 1) { CreateTable("mail", 1); }
};

TEST_CASE_METHOD(MinorCompaction, "many small files become one", "[compaction]") {
  PutRows("mail", 40, 3);
  Compactor& compactor = cluster_.server(0).compactor();
  CHECK(WaitUntil([&] { return compactor.finished() >= 1 && Unflushed() < 8; }));
  CHECK(cluster_.FindRegion(RegionId{1})->files().size() <= 4);
  const Result<std::vector<Cell>> cells = client_->Scan("mail");
  CHECK((cells.ok() && cells->size() == 40));
}

Options SmallFiles() {
  Options options;
  options.memstore_flush_size = 6;
  return options;
}

class MajorCompaction : public ClusterTest {
 protected:
  MajorCompaction() : ClusterTest(SmallFiles(), 1) {
    CreateTable("mail", 1);
    PutRows("mail", 24);
    WaitUntil([&] { return Unflushed() == 0; });
  }
};

TEST_CASE_METHOD(MajorCompaction, "an operator compacts in the off-peak hours", "[compaction]") {
  const std::shared_ptr<Region> region = cluster_.FindRegion(RegionId{1});
  Compactor& compactor = cluster_.server(0).compactor();
  compactor.Request({region, CompactionKind::kMajor, Clock::now() + Millis(120)});
  for (int i = 0; i < 24; ++i) {
    CHECK(client_->Get("mail", Row(i)).ok());
    Pause(8);
  }
  CHECK(compactor.finished() == 1);
  CHECK(region->files().size() == 1);
}

}  // namespace
}  // namespace regionkv
