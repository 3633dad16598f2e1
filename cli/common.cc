#include <cstdio>
#include <filesystem>

#include "cli/command.h"

namespace csnake::cli {

model::Result<config::Config> LoadConfig(const Globals& globals, std::vector<std::pair<std::string, std::string>> flags) {
  config::Sources sources;
  std::error_code error;
  sources.directory = std::filesystem::canonical(globals.directory, error).string();
  if (error)
    return model::Fail(model::Code::kInvalidArgument, "cannot enter " + globals.directory + ": " + error.message() + "; name a directory with -C");
  sources.file = globals.config_file;
  sources.flags = std::move(flags);
  sources.environment = config::CurrentEnvironment();
  auto config = config::Load(sources);
  if (config && config->file.empty())
    return model::Fail(model::Code::kInvalidArgument,
                       "no csnake.yml in " + sources.directory + " or above it: write one (docs/start.md shows the four lines it needs) or name it with --config");
  return config;
}

int Report(const model::Error& error) {
  std::fprintf(stderr, "csnake: %s\n", error.message.c_str());
  switch (error.code) {
    case model::Code::kInvalidArgument:
    case model::Code::kNotFound:
    case model::Code::kMismatch:
    case model::Code::kCorrupt: return kUsage;
    case model::Code::kUnavailable: return kInconclusive;
    case model::Code::kRedTests: return kRed;
    case model::Code::kNothingToTest: return kNothing;
    case model::Code::kInterrupted: return kInterruptedExit;
    case model::Code::kInternal: break;
  }
  return kDefect;
}

void Print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

}  // namespace csnake::cli
