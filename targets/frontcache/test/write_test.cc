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
  options.commit_timeout = Millis(120);
  options.retry_burst = 0;
  return options;
}

TEST(HurriedWriters, CommitInTime) {
  Fleet fleet(OneChance());
  for (int front_end = 0; front_end < 2; ++front_end) fleet.StartFrontEnd(2, Repeat(8, 10, CommitSome));
  ExpectServed(fleet.JoinFrontEnds(), 32);
}

TEST(PatientWriter, CommitsOnce) {
  Fleet fleet(Writes());
  ExpectServed(fleet.RunFrontEnd(1, Repeat(3, 25, CommitSome)), 3);
}

TEST(CommittedRows, SurviveARestart) {
  Fleet fleet(Writes());
  ExpectServed(fleet.RunFrontEnd(1, Repeat(1, 0, [](RequestThread& t, uint64_t) { t.writer().Commit({5}, "new"); })), 1);
  fleet.RestartDatabase();
  ExpectServed(fleet.RunFrontEnd(1, Repeat(1, 0, [](RequestThread& thread, uint64_t) {
    if (thread.pages().View(1).find("new\n") == std::string::npos) throw BundleError("commit was lost");
  })), 1);
}

TEST(CommittedRows, ReplaceWhatIsCached) {
  Fleet fleet(Writes());
  ExpectServed(fleet.RunFrontEnd(1, Repeat(5, 10, [](RequestThread& thread, uint64_t number) {
    const std::string version = "version " + std::to_string(number);
    thread.pages().View(2);
    thread.writer().Commit({9}, version);
    if (thread.pages().View(2).find(version) == std::string::npos) throw BundleError("stale page");
  })), 5);
}

}  // namespace
}  // namespace frontcache
