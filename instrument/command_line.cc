#include "instrument/command_line.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include "instrument/options.h"

namespace csnake::instrument {
namespace {

#if defined(__x86_64__)
constexpr std::string_view kOwnMachine = "x86_64";
constexpr std::string_view kOtherWidth = "-m32 -mx32 -m16";
#elif defined(__aarch64__)
constexpr std::string_view kOwnMachine = "aarch64";
constexpr std::string_view kOtherWidth = "-m32 -mbig-endian";
#endif

std::string_view NameOf(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view Extension(std::string_view path) {
  const std::string_view name = NameOf(path);
  const size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? "" : name.substr(dot + 1);
}

// What an input is: by -x when one is in force, else by the ending of its name.
std::optional<Language> LanguageOf(std::string_view path, std::string_view named, bool cxx) {
  static constexpr auto kCxx = std::to_array<std::string_view>({"cc", "cpp", "cxx", "c++", "cp", "C", "CC", "CPP", "CXX", "C++"});
  if (named == "c") return Language::kC;
  if (named == "c++") return Language::kCxx;
  if (named == "cpp-output") return Language::kPreprocessedC;
  if (named == "c++-cpp-output") return Language::kPreprocessedCxx;
  if (!named.empty()) return std::nullopt;
  const std::string_view ending = Extension(path);
  if (ending == "c") return cxx ? Language::kCxx : Language::kC;
  if (ending == "i") return cxx ? Language::kPreprocessedCxx : Language::kPreprocessedC;
  if (ending == "ii") return Language::kPreprocessedCxx;
  return Any(kCxx, ending) ? std::optional(Language::kCxx) : std::nullopt;
}

bool IsHeader(std::string_view path, std::string_view named) {
  static constexpr auto kEndings = std::to_array<std::string_view>({"h", "H", "hh", "hp", "hpp", "hxx", "h++", "HPP", "tcc"});
  return named.empty() ? Any(kEndings, Extension(path)) : named.ends_with("-header") || named.ends_with("-unit");
}

bool IsModule(std::string_view path, std::string_view named) {
  static constexpr auto kEndings = std::to_array<std::string_view>({"cppm", "ccm", "cxxm", "c++m", "ixx"});
  return named.empty() ? Any(kEndings, Extension(path)) : named == "c++-module";
}

bool IsOtherMachine(std::string_view triple) {
  return !triple.starts_with(kOwnMachine) || triple.find("linux") == std::string_view::npos;
}

// Reads a command word by word; what it learns about the whole decides at the end.
class Parser {
 public:
  explicit Parser(bool cxx) : cxx_(cxx) {}

  CommandLine Run(std::vector<std::string> arguments) {
    command_.arguments = std::move(arguments);
    const auto& words = command_.arguments;
    for (size_t i = 0; i < words.size(); ++i) {
      if (words[i].starts_with('-') && words[i] != "-") {
        const bool with_value = TakesValue(words[i]) && i + 1 < words.size();
        Option(words[i], with_value ? words[i + 1] : "");
        if (with_value) ++i;
      } else {
        Input(i);
      }
    }
    Decide();
    return std::move(command_);
  }

 private:
  void Option(const std::string& word, const std::string& value) {
    if (word == "-c" || word == "--compile") command_.compile_only = true;
    else if (word == "-o" || word == "--output") command_.output = value;
    else if (word.starts_with("--output=")) command_.output = word.substr(9);
    else if (word == "-x" || word == "--language") language_ = value == "none" ? "" : value;
    else if (word.starts_with("--language=")) language_ = word.substr(11) == "none" ? "" : word.substr(11);
    else if (word.starts_with("-x")) language_ = word == "-xnone" ? "" : word.substr(2);
    else if (word.starts_with("-o") && !word.starts_with("-object")) command_.output = word.substr(2);
    else if (word == "-shared") shared_ = true;
    else if (word == "-r") relocatable_ = true;
    else if (word == "-target") other_machine_ |= IsOtherMachine(value);
    else if (word.starts_with("--target=")) other_machine_ |= IsOtherMachine(word.substr(9));
    other_machine_ |= word.size() > 3 && kOtherWidth.find(word) != std::string_view::npos;
    other_action_ |= IsOtherAction(word) || (word == "-Xclang" && IsOtherFrontendAction(value));
    freestanding_ |= IsFreestanding(word);
    modules_ |= IsForModules(word);
  }

  void Input(size_t index) {
    const std::string& word = command_.arguments[index];
    if (++inputs_ == 1) command_.input = word;
    other_action_ |= word == "-" || word.starts_with('@') || IsHeader(word, language_);
    modules_ |= IsModule(word, language_);
    if (const auto language = LanguageOf(word, language_, cxx_)) command_.sources.push_back({index, *language});
  }

  void Decide() {
    if (!other_action_ && !command_.compile_only && !relocatable_ && !other_machine_ && inputs_ > 0)
      command_.links = shared_ ? Product::kSharedLibrary : Product::kProgram;
    if (command_.sources.empty() && !modules_) return;
    // -c and -o with several sources: the compiler's own error.
    const bool mistaken = command_.compile_only && !command_.output.empty() && command_.sources.size() > 1;
    const bool probe = std::ranges::any_of(command_.sources, [&](const Source& s) { return IsProbe(command_.arguments[s.index]); });
    if (other_action_ || mistaken || probe || freestanding_ || command_.output == "/dev/null") return command_.sources.clear();
    if (modules_) command_.left_alone = "C++ modules are not supported yet";
    else if (other_machine_) command_.left_alone = "it is for another kind of machine, for which there is no runtime";
    if (!command_.left_alone.empty()) command_.sources.clear();
  }

  CommandLine command_;
  std::string language_;  // Of -x; empty: by the ending.
  bool cxx_;
  int inputs_ = 0;
  bool shared_ = false, relocatable_ = false, other_action_ = false, freestanding_ = false, modules_ = false, other_machine_ = false;
};

// The options for which `keep(option)` holds, each with its value; no inputs.
std::vector<std::string> Filter(const CommandLine& command, auto keep) {
  std::vector<std::string> out;
  const auto& words = command.arguments;
  for (size_t i = 0; i < words.size(); ++i) {
    if (!words[i].starts_with('-') || words[i] == "-") continue;
    const bool with_value = TakesValue(words[i]) && i + 1 < words.size();
    if (keep(words[i])) out.insert(out.end(), words.begin() + static_cast<ptrdiff_t>(i), words.begin() + static_cast<ptrdiff_t>(i + 1 + with_value));
    i += with_value;
  }
  return out;
}

bool IsDiagnostic(std::string_view option) { return option.starts_with("-Werror") || option == "-pedantic-errors"; }

// Words of the preprocessor that come one at a time: -Xclang -include -Xclang file.
std::vector<std::string> WithoutFrontendIncludes(const std::vector<std::string>& words) {
  static constexpr auto kWithFile = std::to_array<std::string_view>({"-include", "-include-pch", "-imacros", "-dependency-file", "-MT"});
  std::vector<std::string> out;
  for (size_t i = 0; i < words.size(); ++i) {
    const bool frontend = words[i] == "-Xclang" && i + 1 < words.size();
    if (frontend && Any(kWithFile, words[i + 1])) i += 3;
    else if (frontend && (words[i + 1].starts_with("-I") || words[i + 1].starts_with("-D"))) ++i;
    else out.push_back(words[i]);
  }
  return out;
}

// Where the compiler would put the dependencies, and for which target; -E would decide otherwise.
void AddDependencies(const CommandLine& command, const Source& source, std::vector<std::string>& out) {
  bool wanted = false;
  bool with_file = false;
  bool with_target = false;
  for (const std::string& word : Filter(command, IsForDependencies)) {
    wanted |= word == "-MD" || word == "-MMD" || word.starts_with("--write-");
    with_file |= word.starts_with("-MF");
    with_target |= word.starts_with("-MT") || word.starts_with("-MQ");
    const std::string_view old = word;  // -Wp,-MD,file
    if (const size_t comma = old.find(',', 4); old.starts_with("-Wp,-M") && comma != std::string_view::npos) {
      out.insert(out.end(), {std::string(old.substr(4, comma - 4)), "-MF", std::string(old.substr(comma + 1, old.find(',', comma + 1) - comma - 1))});
      wanted = with_file = true;
    } else {
      out.push_back(word);
    }
  }
  if (!wanted) return;
  const std::string stem = Stem(command.arguments[source.index]);
  const std::string by_output = std::filesystem::path(command.output).replace_extension(".d").string();
  if (!with_file) out.insert(out.end(), {"-MF", command.output.empty() ? stem + ".d" : by_output});
  if (!with_target) out.insert(out.end(), {"-MT", command.output.empty() ? stem + ".o" : command.output});
}

}  // namespace

std::string Stem(const std::string& path) { return std::filesystem::path(path).stem().string(); }

bool IsProbe(std::string_view path) {
  const std::string_view name = NameOf(path);
  for (const std::string_view folder : {"CMakeFiles/CMakeScratch/", "CMakeFiles/CMakeTmp/", "meson-private/"})
    if (path.find(folder) != std::string_view::npos) return true;
  return name.starts_with("conftest.") || (name.starts_with("CMakeC") && name.find("Compiler") != std::string_view::npos);
}

CommandLine Parse(std::vector<std::string> arguments, bool cxx) { return Parser(cxx).Run(std::move(arguments)); }

std::vector<std::string> PlainArguments(const CommandLine& command, const Source& source) {
  std::vector<std::string> out = CheckArguments(command);
  AddDependencies(command, source, out);
  return out;
}

std::vector<std::string> CheckArguments(const CommandLine& command) {
  return Filter(command, [](std::string_view option) {
    return !IsForWholeCommand(option) && !IsForLinker(option) && !IsForDependencies(option);
  });
}

std::vector<std::string> PreprocessArguments(const CommandLine& command, const Source& source) {
  std::vector<std::string> out = PlainArguments(command, source);
  std::erase_if(out, [](const std::string& word) { return word == "-emit-llvm" || word.starts_with("-ftime-trace"); });
  return out;
}

std::vector<std::string> CompileArguments(const CommandLine& command) {
  return WithoutFrontendIncludes(Filter(command, [](std::string_view option) {
    return !IsForWholeCommand(option) && !IsForLinker(option) && !IsForPreprocessor(option) && !IsDiagnostic(option);
  }));
}

std::vector<std::string> ParseArguments(const CommandLine& command) {
  std::vector<std::string> out = CompileArguments(command);
  std::erase_if(out, [](const std::string& word) { return word.starts_with("-W") || word.starts_with("-g"); });
  out.push_back("-w");
  return out;
}

std::vector<std::string> LinkArguments(const CommandLine& command, const std::vector<std::string>& objects) {
  std::vector<std::string> out;
  std::vector<std::string> language;  // The -x in force.
  const auto& words = command.arguments;
  for (size_t i = 0; i < words.size(); ++i) {
    const auto source = std::ranges::find(command.sources, i, &Source::index);
    if (source != command.sources.end()) {
      out.push_back(objects[static_cast<size_t>(source - command.sources.begin())]);
    } else if (!words[i].starts_with('-')) {
      out.insert(out.end(), language.begin(), language.end());
      out.push_back(words[i]);
      if (!language.empty()) out.insert(out.end(), {"-x", "none"});
    } else {
      const size_t last = std::min(words.size() - 1, i + (TakesValue(words[i]) ? 1 : 0));
      const std::vector<std::string> option(words.begin() + static_cast<ptrdiff_t>(i), words.begin() + static_cast<ptrdiff_t>(last + 1));
      if (words[i].starts_with("-x") || words[i].starts_with("--language")) language = option.back().ends_with("none") ? std::vector<std::string>() : option;
      else if (!IsForDependencies(words[i]) && words[i] != "-MJ") out.insert(out.end(), option.begin(), option.end());
      i = last;
    }
  }
  return out;
}

}  // namespace csnake::instrument
