// Memstores: how they fill, and how they are flushed.

#include "cluster_test.h"

namespace regionkv {
namespace {

Options SmallMemstores() {
  Options options;
  options.memstore_flush_size = 10;
  options.memstore_blocking = 50;
  return options;
}

class OneRegion : public ClusterTest {
 protected:
  OneRegion() : ClusterTest(SmallMemstores(), 1) { CreateTable("metrics", 1); }
};

TEST_CASE_METHOD(OneRegion, "the flusher keeps up with a writer", "[memstore]") {
  PutRows("metrics", 120, 2);
  CHECK(WaitUntil([&] { return Unflushed() < 10; }));
  const Result<std::vector<Cell>> cells = client_->Scan("metrics");
  CHECK((cells.ok() && cells->size() == 120));
}

TEST_CASE_METHOD(OneRegion, "the newest value wins over what was flushed", "[memstore]") {
  for (int i = 0; i < 36; ++i) {
    CHECK(client_->Put("metrics", {Row(i % 4), std::to_string(i)}).ok());
    Pause(3);
  }
  for (int i = 32; i < 36; ++i) {
    const Result<std::string> value = client_->Get("metrics", Row(i % 4));
    CHECK((value.ok() && *value == std::to_string(i)));
  }
}

Options ManyRegions() {
  Options options;
  options.memstore_flush_size = 3;
  return options;
}

class Buffered : public ClusterTest {
 protected:
  Buffered() : ClusterTest(ManyRegions(), 2) { CreateTable("metrics", 6); }
};

TEST_CASE_METHOD(Buffered, "a buffer is spread over the regions of a table", "[memstore]") {
  MutationBuffer buffer(*client_, cluster_.options(), "metrics", 60);
  for (int i = 0; i < 120; ++i) {
    CHECK(buffer.Add({Row(i % 60), std::to_string(i)}).ok());
    if (i % 60 == 59) Pause(60);
  }
  CHECK(WaitUntil([&] { return Unflushed() == 0; }));
  const Result<std::vector<Cell>> cells = client_->Scan("metrics");
  CHECK((cells.ok() && cells->size() == 60));
}

Options ShortLived() {
  Options options;
  options.flush_check_interval = Millis(15);
  options.flush_age = Millis(60);
  return options;
}

class Aging : public ClusterTest {
 protected:
  Aging() : ClusterTest(ShortLived(), 1) { CreateTable("metrics", 2); }
};

TEST_CASE_METHOD(Aging, "an old memstore is flushed though it is small", "[memstore]") {
  PutRows("metrics", 8, 5);
  CHECK(WaitUntil([&] { return Unflushed() == 0; }));
  const Result<std::vector<Cell>> cells = client_->Scan("metrics");
  CHECK((cells.ok() && cells->size() == 8));
}

Options OftenChecked() {
  Options options;
  options.flush_check_interval = Millis(20);
  options.rpc_timeout = Millis(80);
  options.put_attempts = 10;
  return options;
}

class Checked : public ClusterTest {
 protected:
  Checked() : ClusterTest(OftenChecked(), 1) { CreateTable("metrics", 12); }
};

TEST_CASE_METHOD(Checked, "rows are put while memstores are checked", "[memstore]") {
  PutRows("metrics", 40, 5);
  CHECK(cluster_.server(0).flush_checks() >= 8);
}

Options QuietTable() {
  Options options;
  options.flush_check_interval = Millis(10);
  options.put_pause = Millis(150);
  return options;
}

class Quiet : public ClusterTest {
 protected:
  Quiet() : ClusterTest(QuietTable(), 1) { CreateTable("metrics", 2); }
};

TEST_CASE_METHOD(Quiet, "a few rows are put quickly", "[memstore]") { PutRows("metrics", 8, 8); }

}  // namespace
}  // namespace regionkv
