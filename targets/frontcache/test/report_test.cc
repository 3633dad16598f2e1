// Reports: made of parts, and the first to be shed.

#include <algorithm>

#include "fleet_test.h"

namespace frontcache {
namespace {

Options Reports() {
  Options options;
  options.cost.row_report = Micros(300);
  return options;
}

void ReadWholeReport(RequestThread& thread, uint64_t report) {
  const std::string text = thread.reports().Read(report);
  if (std::count(text.begin(), text.end(), '\n') != 4 * 8) throw ReportError("wrong length");
}

TEST(LoneReport, IsMadeOfItsParts) {
  Fleet fleet(Reports());
  ExpectServed(fleet.RunFrontEnd(1, Repeat(2, 30, ReadWholeReport)), 2);
}

Options LittleRoom() {
  Options options = Reports();
  options.report_timeout = Millis(100);
  options.report_queue_max = 8;
  return options;
}

TEST(ManyReports, FindRoom) {
  Fleet fleet(LittleRoom());
  for (int front_end = 0; front_end < 2; ++front_end) {
    fleet.StartFrontEnd(4, Repeat(3, 10, ReadWholeReport));
  }
  ExpectServed(fleet.JoinFrontEnds(), 24);
}

TEST(ManyReports, AreReadBesideFeeds) {
  Fleet fleet(LittleRoom());
  fleet.StartFrontEnd(1, Repeat(3, 10, ReadWholeReport));
  fleet.StartFrontEnd(1, Repeat(12, 5, [](RequestThread& t, uint64_t view) { t.feeds().Read(view); }));
  ExpectServed(fleet.JoinFrontEnds(), 15);
}

}  // namespace
}  // namespace frontcache
