#include "config/library.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "config/library_list.h"
#include "config/nearest.h"

namespace csnake::config {
namespace {

using model::Result;

constexpr std::array<std::string_view, 13> kKeys = {"call", "from", "returns", "throws", "error_code", "status", "stream",
                                                    "errno", "fails_when", "usual", "makes_call", "arms_timer", "off"};
constexpr std::array<std::string_view, 4> kTests = {"equal", "negative", "nonzero", "nonpositive"};
constexpr std::array<std::string_view, 2> kFlags = {"true", "false"};

// One entry while it is read; errors carry the place.
class Entry {
 public:
  Entry(const Config& config, const YAML::Node& node) : config_(config), node_(node) {}

  Result<LibraryCall> Read() {
    LibraryCall call;
    if (auto good = CheckKeys(config_, node_, "library", kKeys); !good) return std::unexpected(good.error());
    Texts("call", call.calls), Texts("from", call.from), Texts("usual", call.usual);
    Text("returns", call.returns), Text("throws", call.throws), Text("error_code", call.error_code);
    Text("status", call.status), Text("errno", call.error), Text("fails_when", call.fails_when), Text("off", call.off);
    Flag("stream", call.stream), Flag("makes_call", call.makes_call), Flag("arms_timer", call.arms_timer);
    Check(call);
    if (!complaint_.empty()) return At(config_, node_.Mark(), "library: " + complaint_);
    return call;
  }

 private:
  void Complain(const std::string& what) {
    if (complaint_.empty()) complaint_ = what;
  }

  void Texts(const char* key, std::vector<std::string>& out) {
    const YAML::Node value = node_[key];
    if (!value) return;
    if (value.IsScalar()) out.push_back(value.Scalar());
    for (const YAML::Node& item : value) {
      if (!item.IsScalar()) return Complain(std::string(key) + ": expected one word or a list of words");
      out.push_back(item.Scalar());
    }
    if (out.empty() || std::ranges::find(out, "") != out.end()) Complain(std::string(key) + ": expected a value");
  }

  void Text(const char* key, std::string& out) {
    const YAML::Node value = node_[key];
    if (!value) return;
    if (!value.IsScalar() || value.Scalar().empty()) return Complain(std::string(key) + ": expected one value");
    out = value.Scalar();
  }

  void Flag(const char* key, bool& out) {
    std::string text;
    Text(key, text);
    if (!text.empty() && std::ranges::find(kFlags, text) == kFlags.end())
      Complain(std::string(key) + ": expected true or false, not \"" + text + "\"");
    out = text == "true";
  }

  void Check(LibraryCall& call) {
    if (call.calls.empty()) return Complain("needs call: the function's qualified name");
    for (const std::string& name : call.calls)
      if (name.find("::") == std::string::npos && call.from.empty())
        Complain("`" + name + "` needs from: the header that declares it, so that a function of the target is not meant");
    const bool fails = !call.returns.empty() || !call.throws.empty() || !call.error_code.empty() || !call.status.empty() || call.stream;
    if (!fails && !call.arms_timer) Complain("needs what a failure looks like: returns, throws, error_code, status or stream");
    CheckErrors(call);
    CheckReturns(call);
  }

  void CheckErrors(const LibraryCall& call) {
    std::vector<std::string> names = call.usual;
    for (const std::string& name : {call.error, call.error_code})
      if (!name.empty()) names.push_back(name);
    for (const std::string& name : names)
      if (ErrorNumber(name) == 0) Complain("unknown error \"" + name + "\"; expected a name of errno.h, such as EIO");
  }

  void CheckReturns(LibraryCall& call) {
    const bool number = !call.returns.empty() && call.returns.find_first_not_of("0123456789", call.returns[0] == '-' ? 1 : 0) == std::string::npos &&
                        call.returns != "-";
    const bool of_errno = call.returns == "errno" || call.returns == "-errno";
    if (!call.returns.empty() && !number && !of_errno && call.returns != "null" && call.returns != "false")
      Complain("returns: expected a number, null, false, errno or -errno, not \"" + call.returns + "\"");
    if (of_errno && call.error.empty()) Complain("returns: " + call.returns + " needs errno: the error's name");
    if (call.returns.empty() && !call.error.empty()) Complain("errno: goes with returns");
    if (call.returns.empty() && (!call.fails_when.empty() || call.makes_call)) Complain("fails_when and makes_call: go with returns");
    if (call.fails_when.empty()) call.fails_when = call.returns == "errno" ? "nonzero" : call.returns == "-errno" ? "negative" : "equal";
    if (std::ranges::find(kTests, call.fails_when) == kTests.end())
      Complain("fails_when: unknown value \"" + call.fails_when + "\"" + Suggestion(call.fails_when, kTests));
  }

  const Config& config_;
  const YAML::Node& node_;
  std::string complaint_;
};

Result<void> ReadEntries(const Config& config, const YAML::Node& node, std::vector<LibraryCall>& out) {
  if (node.IsNull()) return {};
  if (!node.IsSequence()) return At(config, node.Mark(), "library: expected a list, one entry after a dash");
  for (const YAML::Node& item : node) {
    auto call = Entry(config, item).Read();
    if (!call) return std::unexpected(call.error());
    out.push_back(*std::move(call));
  }
  return {};
}

}  // namespace

Result<std::vector<LibraryCall>> ReadLibrary(std::string_view text, const std::string& name) {
  Config config;
  config.file = name;
  std::vector<LibraryCall> calls;
  try {
    if (auto good = ReadEntries(config, YAML::Load(std::string(text)), calls); !good) return std::unexpected(good.error());
  } catch (const YAML::Exception& error) {
    return At(config, error.mark, "not YAML: " + error.msg);
  }
  return calls;
}

int ErrorNumber(const std::string& name) {
  if (!name.empty() && std::isdigit(static_cast<unsigned char>(name[0]))) return std::stoi(name);
  constexpr int kNumbersMax = 256;
  for (int number = 1; number < kNumbersMax; ++number)
    if (const char* known = strerrorname_np(number); known && name == known) return number;
  if (name == "EWOULDBLOCK") return EWOULDBLOCK;
  return name == "ENOTSUP" ? ENOTSUP : 0;
}

Result<void> ReadLibraryList(Config& config, const YAML::Node& node) {
  if (!node.IsSequence()) return At(config, node.Mark(), "faults.library: expected a list of files and entries");
  for (const YAML::Node& item : node) {
    if (item.IsMap()) {
      auto call = Entry(config, item).Read();
      if (!call) return std::unexpected(call.error());
      config.library.push_back(*std::move(call));
      continue;
    }
    if (!item.IsScalar()) return At(config, item.Mark(), "faults.library: expected a file or an entry");
    const std::string path = (std::filesystem::path(config.file).parent_path() / item.Scalar()).string();
    std::ifstream in(path);
    if (!in) return At(config, item.Mark(), "faults.library: cannot read " + path);
    auto calls = ReadLibrary(std::string(std::istreambuf_iterator<char>(in), {}), path);
    if (!calls) return std::unexpected(calls.error());
    std::ranges::move(*calls, std::back_inserter(config.library));
  }
  return {};
}

}  // namespace csnake::config
