#include "instrument/diagnostics.h"

#include <charconv>
#include <optional>

namespace csnake::instrument {
namespace {

struct Message {
  CompilerError::Place place;
  std::string_view severity;
  std::string_view text;
};

std::optional<int> NumberBefore(std::string_view text, size_t& end) {
  const size_t colon = text.rfind(':', end - 1);
  int number = 0;
  if (end == 0 || colon == std::string_view::npos) return std::nullopt;
  const auto [stop, error] = std::from_chars(text.data() + colon + 1, text.data() + end, number);
  if (error != std::errc() || stop != text.data() + end) return std::nullopt;
  end = colon;
  return number;
}

// A file name may hold colons: read from the severity backwards.
std::optional<Message> ParseMessage(std::string_view line) {
  for (const std::string_view severity : {": fatal error: ", ": error: ", ": warning: ", ": note: "}) {
    size_t at = line.find(severity);
    if (at == std::string_view::npos) continue;
    Message message;
    message.severity = severity.substr(2, severity.size() - 4);
    message.text = line.substr(at + severity.size());
    const auto column = NumberBefore(line, at);
    const auto number = column ? NumberBefore(line, at) : std::nullopt;
    if (!number) continue;
    message.place = {std::string(line.substr(0, at)), *number};
    return message;
  }
  return std::nullopt;
}

}  // namespace

std::vector<CompilerError> ParseErrors(std::string_view messages) {
  std::vector<CompilerError> errors;
  bool open = false;  // Notes belong to the last error.
  while (!messages.empty()) {
    const std::string_view line = messages.substr(0, messages.find('\n'));
    messages.remove_prefix(std::min(line.size() + 1, messages.size()));
    const auto message = ParseMessage(line);
    if (!message) continue;
    if (message->severity.ends_with("error")) {
      errors.push_back({std::string(message->text), {message->place}});
      open = true;
    } else if (message->severity == "note" && open) {
      errors.back().places.push_back(message->place);
    } else {
      open = false;
    }
  }
  return errors;
}

}  // namespace csnake::instrument
