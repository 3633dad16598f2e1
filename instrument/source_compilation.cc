#include "instrument/source_compilation.h"

#include <cstdio>
#include <fstream>

#include "instrument/diagnostics.h"
#include "instrument/harness.h"
#include "instrument/hooks_text.h"
#include "instrument/library_table.h"
#include "instrument/line_repair.h"
#include "instrument/one_parse.h"
#include "instrument/precompiled.h"
#include "instrument/process.h"

namespace csnake::instrument {
namespace {

namespace fs = std::filesystem;

constexpr int kRoundsMax = 6;  // Of leaving out functions: an error may hide others.

// For a look at what was compiled: CSNAKE_KEEP names a directory.
void Keep(const fs::path& text, std::string name) {
  const std::string directory = Environment("CSNAKE_KEEP");
  if (directory.empty()) return;
  for (char& c : name)
    if (c == '/') c = '_';
  std::error_code ignored;
  fs::create_directories(directory, ignored);
  fs::copy_file(text, fs::path(directory) / (name + text.extension().string()), fs::copy_options::overwrite_existing, ignored);
}

std::string WithTestBodies(const std::string& text, bool has_hooks) {
  if (!HasTestBodies(text)) return text;
  return has_hooks ? HookTestBodies(text) : InFront(std::string(kHooksCxx) + "\n", HookTestBodies(text));
}

// Options of GCC are the likeliest reason why a build that works elsewhere does not here.
void ExplainOptions(std::string_view messages) {
  constexpr std::string_view kUnknown = "unknown argument: '";
  std::string options;
  for (size_t at = messages.find(kUnknown); at != std::string_view::npos; at = messages.find(kUnknown, at + 1)) {
    const size_t begin = at + kUnknown.size();
    options += (options.empty() ? "" : " ") + std::string(messages.substr(begin, messages.find('\'', begin) - begin));
  }
  if (!options.empty())
    std::fprintf(stderr, "csnake: note: clang does not know what only GCC does; CSNAKE_DROP=\"%s\" in the environment leaves it out\n", options.c_str());
}

}  // namespace

SourceCompilation::SourceCompilation(const CommandLine& command, const ProjectFiles& project, std::string clang, fs::path scratch,
                                     const Source& source, std::string object)
    : command_(command), project_(project), clang_(std::move(clang)), scratch_(std::move(scratch)), source_(source),
      path_(command.arguments[source.index]), name_(project.Relative(path_).value_or(path_)), object_(std::move(object)) {}

int SourceCompilation::Run() {
  if (!project_.Relative(path_) || project_.Excluded(path_) || scratch_.empty()) return Plain();
  if (!project_.Included(path_) && !IsCxx(source_.language)) return Plain();  // Test frameworks are C++.
  const std::optional<std::string> preprocessed = Preprocess();
  if (!preprocessed) {
    const int code = Plain();
    if (code != 0) ExplainOptions(ReadFile(scratch_ / "errors"));
    return code != 0 ? code : Report("it cannot be preprocessed without its precompiled header");
  }
  const std::string text = RepairLines(*preprocessed);
  if (CompileHooked(text)) {
    if (const int code = ShowDiagnostics(); code != 0) return code;
    return left_out_.empty() ? 0 : Report(std::to_string(left_out_.size()) + " of its functions do not compile with hooks");
  }
  return reason_.empty() ? Plain() : CompileWithReason(text);
}

int SourceCompilation::Plain() const {
  std::vector<std::string> command = {clang_};
  if (command_.compile_only && command_.sources.size() == 1) {
    command.insert(command.end(), command_.arguments.begin(), command_.arguments.end());
  } else {
    for (std::string& word : OneSource(PlainArguments(command_, source_))) command.push_back(std::move(word));
    for (std::string& word : ObjectArguments()) command.push_back(std::move(word));
  }
  return Spawn(std::move(command));
}

std::vector<std::string> SourceCompilation::OneSource(std::vector<std::string> arguments) const {
  static constexpr const char* kNames[] = {"c", "c++", "cpp-output", "c++-cpp-output"};
  arguments.insert(arguments.end(), {"-Qunused-arguments", "-x", kNames[static_cast<size_t>(source_.language)], path_});
  return arguments;
}

// Files beside the object (.dwo, .gcno) are named after the program when the command links it at once.
std::vector<std::string> SourceCompilation::ObjectArguments() const {
  std::vector<std::string> arguments = {"-c", "-o", object_};
  if (!command_.compile_only) arguments.insert(arguments.end(), {"-dumpdir", (command_.output.empty() ? "a" : command_.output) + "-"});
  return arguments;
}

std::optional<std::string> SourceCompilation::Preprocess() {
  if (IsPreprocessed(source_.language)) {
    const std::string text = ReadFile(path_);
    return text.starts_with("# 1 \"") ? text : "# 1 \"" + path_ + "\"\n" + text;  // The file, not our copy of it.
  }
  const fs::path text = scratch_ / "preprocessed";
  const fs::path errors = scratch_ / "errors";
  std::vector<std::string> command = OneSource(WithHeaderText(PreprocessArguments(command_, source_), scratch_));
  command.insert(command.begin(), clang_);
  command.insert(command.end(), {"-E", "-o", text.string()});
  if (Spawn(std::move(command), errors.string()) != 0) return std::nullopt;
  has_messages_ = fs::file_size(errors) > 0;
  return ReadFile(text);
}

UnitRequest SourceCompilation::RequestFor(const std::string& text, const LibraryTable& library) const {
  UnitRequest request;
  request.library = &library;
  request.name = IsCxx(source_.language) ? "unit.ii" : "unit.i";
  request.file = name_;
  request.text = text;
  request.arguments = ParseArguments(command_);
  request.arguments.insert(request.arguments.end(), {"-x", IsCxx(source_.language) ? "c++-cpp-output" : "cpp-output"});
  request.included = [this](const std::string& file) { return project_.Included(file); };
  request.named = [this](const std::string& file) { return project_.Named(file); };
  request.catalogue_path = [this](const std::string& file) { return project_.Relative(file).value_or(file); };
  request.error_types = project_.error_types();
  return request;
}

bool SourceCompilation::CompileHooked(const std::string& text) {
  if (!project_.Included(path_)) {
    const std::string hooked = WithTestBodies(text, false);
    if (hooked == text || CompileText(hooked, "hooked")) return hooked != text;
    reason_ = "its test bodies do not compile with hooks";
    return false;
  }
  const auto library = LibraryTable::Make(project_.library());
  if (!library) {
    reason_ = library.error().message;
    return false;
  }
  UnitRequest request = RequestFor(text, *library);
  if (CompileShared(request)) return true;
  for (int round = 0; round < kRoundsMax; ++round) {
    request.left_out = left_out_;
    auto unit = RewriteUnit(request);
    if (!unit) {
      reason_ = unit.error().message;
      return false;
    }
    const std::string hooked = WithTestBodies(unit->text, unit->hooked);
    if (hooked == text) return false;
    if (CompileText(hooked, "hooked")) return true;
    if (!BlameFunctions(unit->functions, messages_)) break;
  }
  const auto errors = ParseErrors(messages_);
  reason_ = "the rewritten unit does not compile" + (errors.empty() ? "" : ": " + errors.front().message);
  left_out_.clear();
  return false;
}

bool SourceCompilation::BlameFunctions(const std::vector<FunctionPlace>& functions, const std::string& messages) {
  const auto errors = ParseErrors(messages);
  for (const CompilerError& error : errors) {
    bool blamed = false;
    for (size_t at = 0; at < error.places.size() && !blamed; ++at) {
      const CompilerError::Place& place = error.places[at];
      for (size_t i = 0; i < functions.size(); ++i) {
        const FunctionPlace& f = functions[i];
        if (!f.hooked || f.file != place.file || place.line < f.first_line || place.line > f.last_line) continue;
        left_out_.emplace(i, "the function does not compile with hooks: " + error.message);
        blamed = true;
      }
    }
    if (!blamed) return false;
  }
  return !errors.empty();
}

fs::path SourceCompilation::TextFile(const std::string& folder) const {
  fs::create_directory(scratch_ / folder);
  return scratch_ / folder / (Stem(path_) + (IsCxx(source_.language) ? ".ii" : ".i"));
}

std::vector<std::string> SourceCompilation::TextArguments(const fs::path& file) const {
  std::vector<std::string> arguments = CompileArguments(command_);
  // -pedantic would find fault with every line marker.
  arguments.insert(arguments.end(), {"-Qunused-arguments", "-fno-color-diagnostics", "-fdiagnostics-format=clang", "-ferror-limit=0",
                                     "-Wno-gnu-line-marker",
                                     "-x", IsCxx(source_.language) ? "c++-cpp-output" : "cpp-output", file.string()});
  for (std::string& word : ObjectArguments()) arguments.push_back(std::move(word));
  return arguments;
}

bool SourceCompilation::CompileText(const std::string& text, const std::string& folder) {
  const fs::path file = TextFile(folder);
  const fs::path errors = scratch_ / "errors";
  std::ofstream(file, std::ios::binary) << text;
  Keep(file, name_);
  std::vector<std::string> command = TextArguments(file);
  command.insert(command.begin(), clang_);
  const bool good = Spawn(std::move(command), errors.string()) == 0;
  messages_ = ReadFile(errors);
  has_messages_ |= !messages_.empty();
  if (!good && !Environment("CSNAKE_DEBUG").empty()) std::fputs(messages_.c_str(), stderr);
  return good;
}

bool SourceCompilation::CompileShared(const UnitRequest& request) {
  if (HasTestBodies(request.text) || Environment("CSNAKE_ONE_PARSE") == "0") return false;
  const fs::path file = TextFile("hooked");
  const OneParseResult result = CompileInOneParse(request, clang_, TextArguments(file), file.string(), !Environment("CSNAKE_KEEP").empty());
  if (!result.done) return false;
  has_messages_ |= result.has_messages;
  if (!result.text.empty()) {
    std::ofstream(file, std::ios::binary) << result.text;
    Keep(file, name_);
  }
  return true;
}

int SourceCompilation::CompileWithReason(const std::string& text) {
  const std::string plain = WithReason(text, name_, reason_);
  std::string bodies = WithTestBodies(plain, false);
  const bool done = (bodies != plain && CompileText(bodies, "bodies")) || CompileText(plain, "plain");
  if (const int code = done ? ShowDiagnostics() : Plain(); code != 0) return code;
  return Report(reason_);
}

int SourceCompilation::ShowDiagnostics() const {
  if (!has_messages_) return 0;
  std::vector<std::string> command = OneSource(CheckArguments(command_));
  command.insert(command.begin(), clang_);
  command.push_back("-fsyntax-only");
  const int code = Spawn(std::move(command));
  std::error_code ignored;
  if (code != 0) fs::remove(object_, ignored);
  return code;
}

int SourceCompilation::Report(const std::string& what) const {
  std::fprintf(stderr, "csnake: note: %s has fewer fault points than it could: %s\n", path_.c_str(), what.c_str());
  for (const auto& [number, reason] : left_out_) std::fprintf(stderr, "csnake: note:   %s\n", reason.c_str());
  if (Environment("CSNAKE_STRICT") != "1") return 0;
  std::fprintf(stderr, "csnake: CSNAKE_STRICT=1 makes that an error; exclude the file in csnake.yml or unset it\n");
  std::error_code ignored;
  fs::remove(object_, ignored);
  return 1;
}

}  // namespace csnake::instrument
