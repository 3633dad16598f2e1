#include "instrument/parse.h"

#include <clang/AST/ASTConsumer.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Basic/FileManager.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendAction.h>
#include <clang/Sema/Scope.h>
#include <clang/Sema/Sema.h>
#include <clang/Tooling/Tooling.h>
#include <llvm/Support/CrashRecoveryContext.h>
#include <llvm/Support/Signals.h>

#include <optional>

#include "instrument/scope.h"

namespace csnake::instrument {
namespace {

struct Order {
  const std::function<bool(const std::string&)>& included;
  const std::function<bool(const std::string&)>& named;
  const std::function<void(clang::ASTContext&)>& use;
  bool done = false;
};

// Also those that instances of others ask for.
void InstantiateOwn(clang::CompilerInstance& compiler, const Scope& scope) {
  clang::Sema& sema = compiler.getSema();
  // Builtins that an instance is the first to need are declared in the scope of the unit, which the parser may have
  // left.
  clang::Scope unit(nullptr, clang::Scope::DeclScope, compiler.getDiagnostics());
  unit.setEntity(compiler.getASTContext().getTranslationUnitDecl());
  clang::Scope* const before = sema.TUScope;
  if (!before) sema.TUScope = &unit;
  while (!sema.PendingInstantiations.empty()) {
    const auto [value, where] = sema.PendingInstantiations.front();
    sema.PendingInstantiations.pop_front();
    auto* function = llvm::dyn_cast<clang::FunctionDecl>(value);
    if (!function || function->isDefined() || !scope.Contains(function)) continue;
    sema.InstantiateFunctionDefinition(where, function, false, false, true);
  }
  sema.TUScope = before;
}

class Consumer : public clang::ASTConsumer {
 public:
  Consumer(clang::CompilerInstance& compiler, Order& order) : compiler_(compiler), order_(order) {}

  void Initialize(clang::ASTContext& context) override {
    scope_.emplace(context.getSourceManager(), order_.included, order_.named);
  }

  bool shouldSkipFunctionBody(clang::Decl* decl) override { return MaySkipBodyOf(compiler_, *scope_, decl); }

  void HandleTranslationUnit(clang::ASTContext&) override {
    if (compiler_.getDiagnostics().hasUncompilableErrorOccurred()) return;
    LookAtOwn(compiler_, *scope_, order_.use);
    order_.done = true;
  }

 private:
  clang::CompilerInstance& compiler_;
  Order& order_;
  std::optional<Scope> scope_;
};

class Action : public clang::ASTFrontendAction {
 public:
  explicit Action(Order& order) : order_(order) {}

 protected:
  // Of a prefix nothing is instantiated at its end.
  clang::TranslationUnitKind getTranslationUnitKind() override { return clang::TU_Prefix; }

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler, llvm::StringRef) override {
    compiler.getFrontendOpts().SkipFunctionBodies = true;
    compiler.getFrontendOpts().DisableFree = true;  // The process ends soon, or parses few more.
    return std::make_unique<Consumer>(compiler, order_);
  }

 private:
  Order& order_;
};

}  // namespace

bool MaySkipBodyOf(const clang::CompilerInstance& compiler, const Scope& scope, const clang::Decl* decl) {
  return compiler.getSourceManager().isInSystemHeader(decl->getLocation()) && !scope.Contains(decl);
}

void LookAtOwn(clang::CompilerInstance& compiler, const Scope& scope,
               const std::function<void(clang::ASTContext&)>& use) {
  InstantiateOwn(compiler, scope);
  // Questions about parents make a map of all that is in scope.
  clang::ASTContext& context = compiler.getASTContext();
  std::vector<clang::Decl*> own;
  for (clang::Decl* decl : context.getTranslationUnitDecl()->decls())
    if (scope.Contains(decl)) own.push_back(decl);
  context.setTraversalScope(own);
  use(context);
}

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> WithFile(const std::string& name, llvm::MemoryBufferRef content) {
  auto memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  auto files = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(llvm::vfs::getRealFileSystem());
  files->pushOverlay(memory);  // First: it gives the working directory, against which a relative name is read.
  memory->addFileNoOwn(name, 0, content);
  return files;
}

bool Survives(llvm::function_ref<void()> work) {
  // Clang's own handlers of signals, which remove half-made files, have their place below the recovery: it is asked first.
  llvm::sys::SetInterruptFunction(nullptr);
  llvm::CrashRecoveryContext::Enable();
  return llvm::CrashRecoveryContext().RunSafely(work);
}

bool ParseText(const std::string& text, const std::string& name, const std::vector<std::string>& arguments,
               const std::function<bool(const std::string&)>& included,
               const std::function<bool(const std::string&)>& named,
               const std::function<void(clang::ASTContext&)>& use) {
  Order order{included, named, use};
  std::vector<std::string> command = {"csnake-c++", "-fsyntax-only"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  command.push_back(name);
  auto manager = llvm::makeIntrusiveRefCnt<clang::FileManager>(clang::FileSystemOptions(), WithFile(name, {text, name}));
  clang::IgnoringDiagConsumer quiet;
  clang::tooling::ToolInvocation invocation(std::move(command), std::make_unique<Action>(order), manager.get());
  invocation.setDiagnosticConsumer(&quiet);
  bool good = false;
  return Survives([&] { good = invocation.run(); }) && good && order.done;
}

}  // namespace csnake::instrument
