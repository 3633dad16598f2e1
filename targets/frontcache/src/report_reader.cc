#include "report_reader.h"

#include <thread>

namespace frontcache {

std::string ReportReader::Read(uint64_t report) {
  Millis pause = options_.report_pause;
  for (int attempt = 0; attempt < options_.report_attempts; ++attempt) {
    std::string text;
    if (ReadParts(report, text) == 0) return text;
    std::this_thread::sleep_for(pause);
    pause *= 2;
  }
  throw ReportError("report " + std::to_string(report) + " lacks parts");
}

size_t ReportReader::ReadParts(uint64_t report, std::string& text) {
  size_t missing = 0;
  for (uint64_t part = 0; part < options_.report_parts; ++part) {
    proto::DbRequest request;
    request.mutable_report()->set_part(report * options_.report_parts + part);
    proto::DbReply reply;
    if (db_.Call(request, reply, options_.report_timeout) != Status::kOk) ++missing;
    for (const std::string& row : reply.rows()) text += row + "\n";
  }
  return missing;
}

}  // namespace frontcache
