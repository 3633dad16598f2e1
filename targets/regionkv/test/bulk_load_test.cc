// Adopting files that were written elsewhere.

#include "cluster_test.h"

namespace regionkv {
namespace {

class BulkLoadTest : public ClusterTest {
 protected:
  BulkLoadTest(const Options& options, int files) : ClusterTest(options, 1) {
    CreateTable("archive", 1);
    for (int i = 0; i < files; ++i) {
      files_.push_back(cluster_.directory() + "/job." + std::to_string(i));
      Result<File> file = File::Create(files_.back());
      REQUIRE(file.ok());
      REQUIRE(file->AppendRecord(Encode(Cell{Row(i), "value"})).ok());
    }
  }

  std::vector<std::string> files_;
};

Options Prompt() {
  Options options;
  options.rpc_timeout = Millis(120);
  return options;
}

class SmallJobs : public BulkLoadTest {
 protected:
  SmallJobs() : BulkLoadTest(Prompt(), 20) {}
};

TEST_CASE_METHOD(SmallJobs, "small jobs hand over their files", "[bulk]") {
  for (size_t i = 0; i < files_.size(); i += 5) {
    CHECK(client_->BulkLoad("archive", {&files_[i], &files_[i] + 5}).ok());
    Pause(30);
  }
  const Result<std::vector<Cell>> cells = client_->Scan("archive");
  CHECK((cells.ok() && cells->size() == 20));
}

class LargeJob : public BulkLoadTest {
 protected:
  LargeJob() : BulkLoadTest(Options{}, 30) {}
};

TEST_CASE_METHOD(LargeJob, "a large job hands over its files at once", "[bulk]") {
  CHECK(client_->BulkLoad("archive", files_).ok());
  const Result<std::vector<Cell>> cells = client_->Scan("archive");
  CHECK((cells.ok() && cells->size() == 30));
  CHECK(cluster_.FindRegion(RegionId{1})->files().size() == 30);
  Pause(50);
}

}  // namespace
}  // namespace regionkv
