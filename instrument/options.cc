#include "instrument/options.h"

#include <algorithm>
#include <array>

namespace csnake::instrument {
namespace {

bool AnyStarts(const auto& list, std::string_view word) {
  return std::ranges::any_of(list, [&](std::string_view start) { return word.starts_with(start); });
}

// Options.td of clang 19, kinds Separate, JoinedOrSeparate and JoinedAndSeparate, without those of macOS and Windows.
constexpr auto kWithValue = std::to_array<std::string_view>(
    {"--analyzer-output", "--assert", "--config", "--define-macro", "--dyld-prefix", "--encoding", "--for-linker", "--force-link",
     "--gen-cdb-fragment-path", "--include-directory", "--include-directory-after", "--include-prefix", "--include-with-prefix",
     "--include-with-prefix-after", "--include-with-prefix-before", "--language", "--library-directory", "--no-system-header-prefix",
     "--output", "--param", "--prefix", "--print-file-name", "--print-prog-name", "--resource", "--rtlib", "--serialize-diagnostics",
     "--std", "--stdlib", "--sysroot", "--system-header-prefix", "--undefine-macro", "-A", "-B", "-D", "-F", "-G", "-I", "-L", "-MF",
     "-MJ", "-MQ", "-MT", "-T", "-U", "-V", "-Xanalyzer", "-Xarch_device", "-Xarch_host", "-Xassembler", "-Xclang", "-Xcuda-fatbinary",
     "-Xcuda-ptxas", "-Xlinker", "-Xoffload-linker", "-Xopenmp-target", "-Xpreprocessor", "-Zlinker-input", "-arch", "-b",
     "-ccc-gcc-name", "-ccc-install-dir", "-cxx-isystem", "-dependency-dot", "-dependency-file", "-dumpdir", "-e",
     "-fdebug-compilation-dir", "-fmodule-implementation-of", "-fmodules-user-build-path", "-fnew-alignment", "-framework",
     "-ftrapv-handler", "-idirafter", "-iframework", "-imacros", "-imultilib", "-include", "-include-pch", "-init", "-iprefix", "-iquote",
     "-isysroot", "-isystem", "-isystem-after", "-ivfsoverlay", "-iwithprefix", "-iwithprefixbefore", "-iwithsysroot", "-l", "-meabi",
     "-mllvm", "-mmlir", "-module-dependency-dir", "-mthread-model", "-o", "-object-file-name", "-resource-dir", "-rpath",
     "-serialize-diagnostics", "-specs", "-stdlib++-isystem", "-target", "-u", "-undefined", "-vfsoverlay", "-working-directory", "-x",
     "-z"});

}  // namespace

bool TakesValue(std::string_view option) { return Any(kWithValue, option); }

bool IsOtherAction(std::string_view option) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"-E", "-S", "-M", "-MM", "-H", "-fsyntax-only", "-###", "-cc1", "-cc1as", "-dumpmachine", "-dumpversion", "-emit-ast", "-verify",
       "-rewrite-objc", "--version", "--help", "--help-hidden", "--analyze", "--precompile", "--preprocess", "--assemble", "--migrate",
       "-fdriver-only", "-emit-interface-stubs"});
  static constexpr auto kStarts = std::to_array<std::string_view>({"-print", "--print", "--autocomplete", "-dump-", "-analyze"});
  return Any(kWords, option) || AnyStarts(kStarts, option);
}

bool IsOtherFrontendAction(std::string_view option) {
  static constexpr auto kStarts =
      std::to_array<std::string_view>({"-emit-", "-ast-", "-verify", "-analyze", "-fsyntax-only", "-E", "-plugin", "-load", "-add-plugin"});
  return AnyStarts(kStarts, option);
}

bool IsForDependencies(std::string_view option) {
  static constexpr auto kWords = std::to_array<std::string_view>({"-MD", "-MMD", "-MP", "-MG", "-MV", "-dependency-file"});
  static constexpr auto kStarts = std::to_array<std::string_view>({"-MF", "-MT", "-MQ", "-Wp,-MD", "-Wp,-MMD", "--write-"});
  return Any(kWords, option) || AnyStarts(kStarts, option);
}

bool IsForPreprocessor(std::string_view option) {
  static constexpr auto kStarts = std::to_array<std::string_view>(
      {"-D", "-U", "-I", "-A", "-F", "-Wp,", "-include", "-imacros", "-isystem", "-iquote", "-idirafter", "-iprefix", "-iwithprefix",
       "-iwithsysroot", "-iframework", "-ivfsoverlay", "-cxx-isystem", "-stdlib++-isystem", "-fpch-", "-Winvalid-pch", "--include",
       "--define-macro", "--undefine-macro"});
  return option == "-Xpreprocessor" || IsForDependencies(option) || AnyStarts(kStarts, option);
}

bool IsForLinker(std::string_view option) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"-Xlinker", "-T", "-u", "-z", "-e", "-rpath", "-init", "--for-linker", "-Zlinker-input", "--library-directory", "--force-link"});
  static constexpr auto kStarts = std::to_array<std::string_view>({"-l", "-L", "-Wl,"});
  return Any(kWords, option) || AnyStarts(kStarts, option);
}

bool IsForWholeCommand(std::string_view option) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"-c", "-o", "-x", "-v", "-P", "-C", "-CC", "-dD", "-dI", "-dM", "-MJ", "-gen-cdb-fragment-path", "--gen-cdb-fragment-path",
       "-serialize-diagnostics", "--serialize-diagnostics", "--language", "--output", "--compile", "-pass-exit-codes"});
  static constexpr auto kStarts =
      std::to_array<std::string_view>({"-o", "-x", "-save-temps", "--save-temps", "--language=", "--output=", "-fproc-stat-report"});
  if (option.starts_with("-object-file-name")) return false;
  return Any(kWords, option) || AnyStarts(kStarts, option);
}

bool IsForModules(std::string_view option) {
  static constexpr auto kStarts = std::to_array<std::string_view>({"-fmodule-file=", "-fmodule-output", "-fprebuilt-module-path", "-fmodule-name"});
  return option == "-fmodules" || option == "-fcxx-modules" || AnyStarts(kStarts, option);
}

bool IsFreestanding(std::string_view option) {
  static constexpr auto kWords =
      std::to_array<std::string_view>({"-ffreestanding", "-fno-hosted", "-nostdlib", "-nodefaultlibs", "-nolibc", "-mcmodel=kernel", "-D__KERNEL__"});
  return Any(kWords, option);
}

}  // namespace csnake::instrument
