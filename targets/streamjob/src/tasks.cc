#include "tasks.h"

#include <algorithm>
#include <thread>

#include "error.h"
#include "hooks.h"
#include "restart_strategy.h"

namespace streamjob {
namespace {

constexpr size_t kFixedBufferRecords = 16;
constexpr Millis kPoll{5};

}  // namespace

std::shared_ptr<StreamTask> MakeTask(Role role, TaskContext context) {
  switch (role) {
    case Role::kHead:
      return std::make_shared<HeadTask>(std::move(context));
    case Role::kWorker:
      return std::make_shared<WorkerTask>(std::move(context));
    case Role::kAggregate:
      return std::make_shared<AggregateTask>(std::move(context));
    case Role::kLookup:
      return std::make_shared<LookupTask>(std::move(context));
    case Role::kSink:
      break;
  }
  return std::make_shared<SinkTask>(std::move(context));
}

HeadTask::HeadTask(TaskContext from) : StreamTask(std::move(from)), position_(context().position) {}

void HeadTask::Step() {
  const size_t most = context().options.buffer_records;
  std::vector<Record> records = context().log->Fetch(position_, kFixed ? std::min(most, kFixedBufferRecords) : most);
  const size_t count = records.size();
  if (count > 0) {
    for (Record& record : records) record.head = context().id;
    Flush({BufferKind::kData, 0, std::move(records)});
    position_ += count;
  }
  if (count < most) std::this_thread::sleep_for(context().options.fetch_interval);
}

// A queue without room for so long means that something is wrong behind it. (Fixed: that the head has to wait.)
void HeadTask::Flush(const Buffer& buffer) {
  bool taken = context().output->Offer(buffer, context().options.buffer_timeout);
  while (kFixed && !taken && !cancelled()) taken = context().output->Offer(buffer, context().options.buffer_timeout);
  if (!taken) throw BufferTimeoutError("no buffer for head " + std::to_string(context().id));  // [truth: HEAD_FAILS]
}

void InputTask::Step() {
  const std::optional<Buffer> buffer = context().gate->Poll(kPoll);
  if (buffer) Handle(*buffer);
}

void InputTask::Handle(const Buffer& buffer) {
  switch (buffer.kind) {
    case BufferKind::kData:
      OnData(buffer.records);
      break;
    case BufferKind::kBarrier:
      OnBarrier(buffer.checkpoint);
      break;
    case BufferKind::kReleased:
      Forward(buffer);
      break;
  }
}

void InputTask::Forward(const Buffer& buffer) {
  while (!cancelled() && !context().output->Offer(buffer, kPoll)) {
  }
}

WorkerTask::WorkerTask(TaskContext from) : InputTask(std::move(from)) {
  for (const Change& change : context().state) counts_[change.key] = change.value;
}

void WorkerTask::OnData(const std::vector<Record>& records) {
  Buffer out;
  for (const Record& record : records) {  // [truth: WORKER_LOOP]
    if (cancelled()) return;
    Stall(g_hooks.worker);
    Spend(context().options.cost.map);
    out.records.push_back(record);
    out.records.back().value = context().map(record);
    changes_.push_back({record.key, ++counts_[record.key]});
  }
  Forward(out);
}

Snapshot WorkerTask::TakeSnapshot(CheckpointId) { return {0, std::exchange(changes_, {})}; }

AggregateTask::AggregateTask(TaskContext from) : InputTask(std::move(from)) {
  for (const Change& change : context().state) sums_[change.key] = {change.key, 0, 0, change.value};
  completed_sums_ = sums_;
}

void AggregateTask::OnData(const std::vector<Record>& records) {
  for (const Record& record : records) {
    if (slices_.empty() || slices_.back().records.size() >= context().options.slice_records) slices_.emplace_back();
    slices_.back().records.push_back(record);
  }
}

void AggregateTask::PrepareSnapshot() {
  for (const Slice& slice : slices_) {  // [truth: AGGREGATE_LOOP]
    if (cancelled()) return;
    Stall(g_hooks.aggregate);
    Spend(context().options.cost.merge);
    Merge(slice);
  }
  merged_.insert(merged_.end(), std::make_move_iterator(slices_.begin()), std::make_move_iterator(slices_.end()));
  slices_.clear();
}

void AggregateTask::Merge(const Slice& slice) {
  for (const Record& record : slice.records) {
    Record& sum = sums_[record.key];
    sum = {record.key, record.head, record.position, sum.value + record.value};
  }
}

Snapshot AggregateTask::TakeSnapshot(CheckpointId) {
  Snapshot snapshot;
  Buffer out;
  for (const auto& [key, sum] : sums_) {
    const auto before = completed_sums_.find(key);
    if (before != completed_sums_.end() && before->second.value == sum.value) continue;
    snapshot.changes.push_back({key, sum.value});
    out.records.push_back(sum);
  }
  Forward(out);
  return snapshot;
}

void AggregateTask::OnCheckpointComplete(CheckpointId) {
  completed_sums_ = sums_;
  merged_.clear();
}

// Goes back to what the last completed checkpoint has: the slices since then are merged again. (Fixed: what was merged
// stays merged.)
void AggregateTask::OnCheckpointDeclined() {
  if constexpr (kFixed) return;
  sums_ = completed_sums_;
  slices_.insert(slices_.begin(), std::make_move_iterator(merged_.begin()), std::make_move_iterator(merged_.end()));
  merged_.clear();
}

// Tables change: each deployment of the task loads its table again.
void LookupTask::Open() {
  RestartStrategy strategy(context().options.table_attempts - 1, context().options.table_backoff, 2);
  while (!cancelled()) {
    try {
      table_ = Spawn(LoadTable()).get();
      return;
    } catch (const TableLoadError&) {
      const std::optional<Millis> pause = strategy.Next();
      if (!pause) return;
      std::this_thread::sleep_for(*pause);
    }
  }
}

Async<std::vector<int64_t>> LookupTask::LoadTable() {
  const TimePoint deadline = Clock::now() + context().options.table_timeout;
  co_await context().io->Resume();
  std::vector<int64_t> rows = ReadRows();
  if (Clock::now() > deadline) throw TableLoadError("the lookup table is late");  // [truth: TABLE_ERROR]
  co_return rows;
}

std::vector<int64_t> LookupTask::ReadRows() const {
  std::vector<int64_t> rows;
  for (size_t row = 0; row < context().options.table_rows; ++row) {  // [truth: TABLE_LOOP]
    Stall(g_hooks.table);
    Spend(context().options.cost.table_row);
    rows.push_back(static_cast<int64_t>(row) * 1000);
  }
  return rows;
}

void LookupTask::OnData(const std::vector<Record>& records) {
  Buffer out{BufferKind::kData, 0, records};
  if (!table_.empty()) {
    for (Record& record : out.records) record.value += table_[record.key % table_.size()];
  }
  Forward(out);
}

// What a failed head has sent since the last checkpoint is in the open transaction, which is therefore given up.
// (Fixed: the next head goes on where the failed one stopped, so the transaction goes on, too.)
void SinkTask::Handle(const Buffer& buffer) {
  const bool lost_head = !kFixed && buffer.kind == BufferKind::kReleased;
  if (lost_head && !transaction_.empty()) {
    throw CancelTaskException("a sink has lost its head in a transaction");  // [truth: SINK_CANCELLED]
  }
  InputTask::Handle(buffer);
}

void SinkTask::OnData(const std::vector<Record>& records) {
  if (context().options.guarantee == Guarantee::kExactlyOnce) {
    transaction_.insert(transaction_.end(), records.begin(), records.end());
  } else {
    context().results.Write(records);
  }
}

Snapshot SinkTask::TakeSnapshot(CheckpointId checkpoint) {
  context().results.Precommit(checkpoint, std::exchange(transaction_, {}));
  return {};
}

void SinkTask::OnCheckpointComplete(CheckpointId checkpoint) { context().results.Commit(checkpoint); }

}  // namespace streamjob
