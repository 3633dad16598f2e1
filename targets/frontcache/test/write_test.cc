// Commits, and who sees them.

#include "fleet_test.h"

namespace frontcache {
namespace {

Options Writes() {
  Options options;
  options.cost.row_write = Micros(200);
  return options;
}

void CommitSome(RequestThread& thread, uint64_t number) {
  std::vector<uint64_t> objects;
  for (uint64_t i = 0; i < 8; ++i) objects.push_back(100 * thread.index() + i);
  thread.writer().Commit(objects, "version " + std::to_string(number));
}

Options OneChance() {
  Options options = Writes();
  options.commit_timeout = Millis(150);
  options.retry_burst = 0;
  return options;
}

TEST(HurriedWriters, CommitInTime) {
  Fleet fleet(OneChance());
  for (int front_end = 0; front_end < 2; ++front_end) fleet.StartFrontEnd(1, Repeat(8, 10, CommitSome));
  ExpectServed(fleet.JoinFrontEnds(), 16);
}

TEST(PatientWriter, CommitsOnce) {
  Fleet fleet(Writes());
  ExpectServed(fleet.RunFrontEnd(1, Repeat(3, 25, CommitSome)), 3);
}

void ExpectOnPage(RequestThread& thread, uint64_t bundle, const std::string& data) {
  if (thread.pages().View(bundle).find(data + "\n") == std::string::npos) throw BundleError("lacks " + data);
}

TEST(CommittedRows, SurviveARestart) {
  Fleet fleet(Writes());
  const auto write = [](RequestThread& thread, uint64_t i) { thread.writer().Commit({4 * i}, "new"); };
  ExpectServed(fleet.RunFrontEnd(1, Repeat(4, 5, write)), 4);
  fleet.RestartDatabase();
  const auto read = [](RequestThread& thread, uint64_t i) { ExpectOnPage(thread, i, "new"); };
  ExpectServed(fleet.RunFrontEnd(1, Repeat(4, 5, read)), 4);
}

TEST(CommittedRows, ReplaceWhatIsCached) {
  Fleet fleet(Writes());
  const auto overwrite = [](RequestThread& thread, uint64_t number) {
    const std::string version = "version " + std::to_string(number);
    thread.pages().View(2);
    thread.writer().Commit({9}, version);
    ExpectOnPage(thread, 2, version);
  };
  ExpectServed(fleet.RunFrontEnd(1, Repeat(5, 10, overwrite)), 5);
}

}  // namespace
}  // namespace frontcache
