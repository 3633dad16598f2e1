#include "query_engine.h"

#include "hooks.h"
#include "status.h"

namespace frontcache {
namespace {

constexpr uint64_t kFeedsBegin = 1 << 20;
constexpr uint64_t kReportsBegin = 1 << 21;
constexpr uint64_t kGrantsBegin = 1 << 22;

}  // namespace

uint64_t FirstRowOfObject(uint64_t object, const Options& options) { return object * options.object_rows; }

proto::DbReply QueryEngine::Execute(const proto::DbRequest& request) {
  proto::DbReply reply;
  reply.set_id(request.id());
  Status status = Status::kOk;
  try {
    if (request.has_read()) Read(request.read(), reply);
    if (request.has_scan()) Scan(request.scan(), reply);
    if (request.has_report()) Report(request.report(), reply);
    if (request.has_commit()) Commit(request.commit());
  } catch (const SystemError&) {
    reply.clear_rows();
    status = Status::kRejected;
  }
  reply.set_status(static_cast<uint32_t>(status));
  return reply;
}

bool QueryEngine::Authenticate(const proto::Login& login) {
  if (login.user().empty()) return false;
  try {
    for (uint32_t i = 0; i < options_.grants; ++i) {  // [truth: GRANT_LOOP]
      Stall(g_hooks->login);
      Spend(options_.cost.grant);
      table_.ReadRow(kGrantsBegin + i);
    }
  } catch (const SystemError&) {
    return false;
  }
  return true;
}

void QueryEngine::Read(const proto::ReadObject& read, proto::DbReply& reply) {
  const uint64_t first = FirstRowOfObject(read.object(), options_);
  for (uint64_t row = first; row < first + options_.object_rows; ++row) {  // [truth: READ_LOOP]
    Stall(g_hooks->read);
    Spend(options_.cost.row_read);
    reply.add_rows(table_.ReadRow(row));
  }
}

void QueryEngine::Scan(const proto::ScanFeed& scan, proto::DbReply& reply) {
  const uint64_t first = kFeedsBegin + scan.user() * options_.feed_rows;
  for (uint64_t row = first; row < first + options_.feed_rows; ++row) {  // [truth: SCAN_LOOP]
    Stall(g_hooks->scan);
    Spend(options_.cost.row_scan);
    reply.add_rows(table_.ReadRow(row));
  }
}

void QueryEngine::Report(const proto::ReadReport& report, proto::DbReply& reply) {
  const uint64_t first = kReportsBegin + report.part() * options_.report_rows;
  for (uint64_t row = first; row < first + options_.report_rows; ++row) {  // [truth: REPORT_LOOP]
    Stall(g_hooks->report);
    Spend(options_.cost.row_report);
    reply.add_rows(table_.ReadRow(row));
  }
}

void QueryEngine::Commit(const proto::CommitRecords& commit) {
  std::lock_guard lock(commit_mutex_);
  for (const proto::Record& record : commit.records()) {  // [truth: COMMIT_LOOP]
    Stall(g_hooks->commit);
    Spend(options_.cost.row_write);
    table_.WriteRow(record.row(), record.data());
  }
  table_.Sync();
}

}  // namespace frontcache
