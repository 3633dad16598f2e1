#include "instrument/one_parse.h"

#include <clang/Basic/DiagnosticOptions.h>
#include <clang/Basic/SourceManager.h>
#include <clang/CodeGen/CodeGenAction.h>
#include <clang/Driver/Compilation.h>
#include <clang/Driver/Driver.h>
#include <clang/Driver/Tool.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/MultiplexConsumer.h>
#include <clang/Lex/Pragma.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Sema/Sema.h>
#include <fcntl.h>
#include <llvm/Support/Program.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/TargetParser/Host.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <optional>

#include "instrument/parse.h"

namespace csnake::instrument {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBegin = "csnake_begin", kEnd = "csnake_end";

// The parser is one token ahead: it has done with all that stands before the semicolon when it comes to the pragma.
std::string Pragma(std::string_view name) {
  return "\n" + std::string(kOurs) + ";\n#pragma " + std::string(name) + "\n";
}

// Whether Clang had anything to say of the unit as it was. Of the rewritten rest that is not asked: hooks may shadow
// and nest what their warnings are about. The child reads the rest as it was.
class Told : public clang::DiagnosticConsumer {
 public:
  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& what) override {
    DiagnosticConsumer::HandleDiagnostic(level, what);
    anything_ |= listens_;
  }
  bool anything() const { return anything_; }
  void Note() { anything_ = true; }
  void Listen(bool listens) { listens_ = listens; }

 private:
  bool anything_ = false;
  bool listens_ = true;
};

// How the child ends.
enum ChildCode { kQuiet = 0, kUnable = 1, kTold = 2 };

// The line marker before the first token of the target, or npos.
size_t FirstOwn(const UnitRequest& unit) {
  std::map<std::pair<std::string, bool>, bool> known;  // By name, and whether it is a system header.
  const std::string_view text = unit.text;
  size_t marker = 0;
  bool own = false;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const size_t name = line.find('"');
    if (line.starts_with("# ") && name != std::string_view::npos) {
      const size_t close = line.rfind('"');
      const bool system = line.find('3', close) != std::string_view::npos;
      const std::string file(line.substr(name + 1, close - name - 1));
      const auto [entry, added] = known.try_emplace({file, system}, false);
      if (added) entry->second = system ? unit.named && unit.named(file) : unit.included(file);
      own = entry->second;
      marker = at;
    } else if (own && !line.starts_with('#') && line.find_first_not_of(" \t\r\f\v") != std::string_view::npos) {
      return marker;
    }
    at = end + 1;
  }
  return std::string_view::npos;
}

// The buffer that is parsed: the rest is replaced while the parser stands in front of it.
class Text {
 public:
  Text(const std::string& front, std::string_view rest) : rest_at_(front.size()) {
    const size_t size = front.size() + rest.size() * 4 + (1 << 18);
    memory_ = llvm::WritableMemoryBuffer::getNewUninitMemBuffer(size, "unit");
    std::memcpy(memory_->getBufferStart(), front.data(), front.size());
    Replace(rest);
  }
  bool Replace(std::string_view rest) {
    if (rest.size() > static_cast<size_t>(End() - Rest())) return false;
    std::memcpy(Rest(), rest.data(), rest.size());
    used_ = rest_at_ + rest.size();
    std::memset(memory_->getBufferStart() + used_, '\n', memory_->getBufferSize() - used_);
    return true;
  }
  llvm::MemoryBufferRef ref() const { return memory_->getMemBufferRef(); }
  std::string_view used() const { return {memory_->getBufferStart(), used_}; }
  size_t rest_at() const { return rest_at_; }

 private:
  char* Rest() { return memory_->getBufferStart() + rest_at_; }
  char* End() { return memory_->getBufferEnd(); }

  std::unique_ptr<llvm::WritableMemoryBuffer> memory_;
  size_t rest_at_;
  size_t used_ = 0;
};

// What the parser calls, in both processes.
class Work {
 public:
  Work(const UnitRequest& unit, Text& text, Told& told) : unit_(unit), text_(text), told_(told) {}

  bool is_child() const { return child_pipe_ >= 0; }

  bool MaySkipBody(clang::CompilerInstance& compiler, const clang::Decl* decl) const {
    return is_child() && MaySkipBodyOf(compiler, *scope_, decl);
  }

  void Start(clang::CompilerInstance& compiler) {
    scope_.emplace(compiler.getSourceManager(), unit_.included, unit_.named);
  }

  // In front of the rest.
  void Begin(clang::CompilerInstance& compiler) {
    int ends[2];
    if (is_child()) return;
    if (!compiler.getSema().CurContext->isTranslationUnit() || compiler.getDiagnostics().hasErrorOccurred() ||
        pipe2(ends, O_CLOEXEC) != 0)
      return Abandon(compiler);
    const pid_t child = fork();
    if (child == 0) {
      close(ends[0]);
      child_pipe_ = ends[1];
      return;
    }
    close(ends[1]);
    std::string rest;
    char part[1 << 16];
    for (ssize_t got; (got = read(ends[0], part, sizeof part)) > 0 || (got < 0 && errno == EINTR);)
      rest.append(part, static_cast<size_t>(std::max<ssize_t>(got, 0)));
    close(ends[0]);
    int status = 1;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    const int code = child > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : kUnable;
    if ((code != kQuiet && code != kTold) || !text_.Replace(rest + Pragma(kEnd))) return Abandon(compiler);
    if (code == kTold) told_.Note();
    told_.Listen(false);
    // It may have counted the lines of what was there.
    clang::SourceManager& sources = compiler.getSourceManager();
    sources.getSLocEntry(sources.getMainFileID()).getFile().getContentCache().SourceLineCache = {};
  }

  // Behind it. What is said from here on is about the whole unit.
  void End(clang::CompilerInstance& compiler) {
    if (!is_child()) return told_.Listen(true);
    if (compiler.getDiagnostics().hasUncompilableErrorOccurred()) _exit(kUnable);
    const ChildCode code = told_.anything() ? kTold : kQuiet;
    UnitResult result;
    const std::string_view text = text_.used().substr(0, text_.used().size() - Pragma(kEnd).size());
    LookAtOwn(compiler, *scope_,
              [&](clang::ASTContext& context) { result = RewriteRest(unit_, context, text, text_.rest_at()); });
    std::string_view left = result.text;
    while (!left.empty()) {
      const ssize_t written = write(child_pipe_, left.data(), left.size());
      if (written < 0 && errno != EINTR) _exit(kUnable);
      left.remove_prefix(static_cast<size_t>(std::max<ssize_t>(written, 0)));
    }
    _exit(code);
  }

 private:
  static void Abandon(clang::CompilerInstance& compiler) {
    clang::DiagnosticsEngine& diagnostics = compiler.getDiagnostics();
    diagnostics.Report(diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Fatal, "not in one parse"));
  }

  const UnitRequest& unit_;
  Text& text_;
  Told& told_;
  int child_pipe_ = -1;  // In the child.
  std::optional<Scope> scope_;
};

class Handler : public clang::PragmaHandler {
 public:
  Handler(std::string_view name, clang::CompilerInstance& compiler, Work& work,
          void (Work::*action)(clang::CompilerInstance&))
      : PragmaHandler(name), compiler_(compiler), work_(work), action_(action) {}
  void HandlePragma(clang::Preprocessor&, clang::PragmaIntroducer, clang::Token&) override {
    (work_.*action_)(compiler_);
  }

 private:
  clang::CompilerInstance& compiler_;
  Work& work_;
  void (Work::*action_)(clang::CompilerInstance&);
};

// The compiler's own consumer, which generates code; in the child nothing is generated any more.
class Consumer : public clang::MultiplexConsumer {
 public:
  Consumer(std::vector<std::unique_ptr<clang::ASTConsumer>> own, clang::CompilerInstance& compiler, Work& work)
      : MultiplexConsumer(std::move(own)), compiler_(compiler), work_(work) {}

  bool shouldSkipFunctionBody(clang::Decl* decl) override { return work_.MaySkipBody(compiler_, decl); }
  bool HandleTopLevelDecl(clang::DeclGroupRef decls) override {
    return work_.is_child() || MultiplexConsumer::HandleTopLevelDecl(decls);
  }
  void HandleInlineFunctionDefinition(clang::FunctionDecl* function) override {
    if (!work_.is_child()) MultiplexConsumer::HandleInlineFunctionDefinition(function);
  }
  void HandleTranslationUnit(clang::ASTContext& context) override {
    if (work_.is_child()) _exit(kUnable);  // Its end was not reached in the usual way.
    MultiplexConsumer::HandleTranslationUnit(context);
  }

 private:
  clang::CompilerInstance& compiler_;
  Work& work_;
};

template <class Emit>
class Action : public Emit {
 public:
  explicit Action(Work& work) : work_(work) {}

 protected:
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler,
                                                        llvm::StringRef file) override {
    std::vector<std::unique_ptr<clang::ASTConsumer>> own;
    own.push_back(Emit::CreateASTConsumer(compiler, file));
    if (!own.front()) return nullptr;
    compiler.getFrontendOpts().SkipFunctionBodies = true;  // Those that the consumer names.
    work_.Start(compiler);
    compiler.getPreprocessor().AddPragmaHandler(new Handler(kBegin, compiler, work_, &Work::Begin));
    compiler.getPreprocessor().AddPragmaHandler(new Handler(kEnd, compiler, work_, &Work::End));
    return std::make_unique<Consumer>(std::move(own), compiler, work_);
  }

 private:
  Work& work_;
};

std::unique_ptr<clang::FrontendAction> MakeAction(clang::frontend::ActionKind kind, Work& work) {
  if (kind == clang::frontend::EmitObj) return std::make_unique<Action<clang::EmitObjAction>>(work);
  if (kind == clang::frontend::EmitBC) return std::make_unique<Action<clang::EmitBCAction>>(work);
  return nullptr;
}

// What the driver makes of the command, when that is one step of the Clang that this program is linked with, and one
// that writes nothing beside the object that is named after source files (coverage) or runs other code (plugins).
std::shared_ptr<clang::CompilerInvocation> Invocation(const std::string& clang, const std::vector<std::string>& command,
                                                      clang::DiagnosticsEngine& diagnostics) {
  const auto program = llvm::sys::findProgramByName(clang);
  std::error_code error;
  if (!program || fs::canonical(*program, error) != fs::canonical(CSNAKE_LINKED_CLANG, error) || error) return nullptr;
  std::vector<const char*> words = {clang.c_str()};
  for (const std::string& word : command) words.push_back(word.c_str());
  clang::driver::Driver driver(*program, llvm::sys::getDefaultTargetTriple(), diagnostics);
  driver.setCheckInputsExist(false);
  const std::unique_ptr<clang::driver::Compilation> compilation(driver.BuildCompilation(words));
  if (!compilation || compilation->containsError() || compilation->getJobs().size() != 1) return nullptr;
  const clang::driver::Command& job = *compilation->getJobs().begin();
  if (llvm::StringRef(job.getCreator().getName()) != "clang") return nullptr;
  auto invocation = std::make_shared<clang::CompilerInvocation>();
  if (!clang::CompilerInvocation::CreateFromArgs(*invocation, job.getArguments(), diagnostics, clang.c_str()))
    return nullptr;
  const clang::FrontendOptions& frontend = invocation->getFrontendOpts();
  const clang::CodeGenOptions& code = invocation->getCodeGenOpts();
  if (!frontend.LLVMArgs.empty() || !frontend.Plugins.empty() || !frontend.AddPluginActions.empty() ||
      frontend.Inputs.size() != 1 || !code.PassPlugins.empty() || !code.CoverageNotesFile.empty() ||
      code.hasProfileClangInstr())
    return nullptr;
  return invocation;
}

void InitializeTarget() {
  static const bool once = [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    llvm::InitializeNativeTargetAsmParser();
    return true;
  }();
  (void)once;
}

}  // namespace

OneParseResult CompileInOneParse(const UnitRequest& unit, const std::string& clang,
                                 const std::vector<std::string>& command, const std::string& file, bool keep) {
  OneParseResult result;
  const size_t split = FirstOwn(unit);
  if (split == std::string_view::npos) return result;
  Told told;
  const auto diagnostics = clang::CompilerInstance::createDiagnostics(new clang::DiagnosticOptions, &told, false);
  const auto invocation = Invocation(clang, command, *diagnostics);
  if (!invocation || told.anything()) return result;

  const std::string front = InFront(HooksFor(invocation->getLangOpts()), unit.text.substr(0, split)) + Pragma(kBegin);
  Text text(front, unit.text.substr(split) + Pragma(kEnd));
  Work work(unit, text, told);
  InitializeTarget();
  auto action = MakeAction(invocation->getFrontendOpts().ProgramAction, work);
  if (!action) return result;
  invocation->getDiagnosticOpts().ShowCarets = false;  // Nor a count of warnings at the end.
  clang::CompilerInstance compiler;
  compiler.setInvocation(invocation);
  compiler.createDiagnostics(&told, false);
  compiler.createFileManager(WithFile(file, text.ref()));
  bool good = false;
  const bool survived = Survives([&] { good = compiler.ExecuteAction(*action); });
  if (work.is_child()) _exit(kUnable);
  static_cast<void>(action.release());  // As the compiler does: the process ends soon.
  if (!survived || !good) return result;
  result.done = true;
  result.has_messages = told.anything();
  if (keep) result.text = text.used();
  return result;
}

}  // namespace csnake::instrument
