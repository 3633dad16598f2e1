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
#include <llvm/Support/VirtualFileSystem.h>

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

class Consumer : public clang::ASTConsumer {
 public:
  Consumer(clang::CompilerInstance& compiler, Order& order) : compiler_(compiler), order_(order) {}

  void Initialize(clang::ASTContext& context) override { scope_.emplace(context.getSourceManager(), order_.included, order_.named); }

  bool shouldSkipFunctionBody(clang::Decl* decl) override {
    return compiler_.getSourceManager().isInSystemHeader(decl->getLocation()) && !scope_->Contains(decl);
  }

  void HandleTranslationUnit(clang::ASTContext& context) override {
    if (compiler_.getDiagnostics().hasUncompilableErrorOccurred()) return;
    InstantiateOwn();
    // Questions about parents make a map of all that is in scope.
    std::vector<clang::Decl*> own;
    for (clang::Decl* decl : context.getTranslationUnitDecl()->decls())
      if (scope_->Contains(decl)) own.push_back(decl);
    context.setTraversalScope(own);
    order_.use(context);
    order_.done = true;
  }

 private:
  // Also those that instances of others ask for.
  void InstantiateOwn() {
    clang::Sema& sema = compiler_.getSema();
    // Builtins that an instance is the first to need are declared in the scope of the unit, which the parser has left.
    clang::Scope unit(nullptr, clang::Scope::DeclScope, compiler_.getDiagnostics());
    unit.setEntity(compiler_.getASTContext().getTranslationUnitDecl());
    sema.TUScope = &unit;
    while (!sema.PendingInstantiations.empty()) {
      const auto [value, where] = sema.PendingInstantiations.front();
      sema.PendingInstantiations.pop_front();
      auto* function = llvm::dyn_cast<clang::FunctionDecl>(value);
      if (!function || function->isDefined() || !scope_->Contains(function)) continue;
      sema.InstantiateFunctionDefinition(where, function, false, false, true);
    }
    sema.TUScope = nullptr;
  }

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

bool ParseText(const std::string& text, const std::string& name, const std::vector<std::string>& arguments,
               const std::function<bool(const std::string&)>& included, const std::function<bool(const std::string&)>& named,
               const std::function<void(clang::ASTContext&)>& use) {
  Order order{included, named, use};
  std::vector<std::string> command = {"csnake-c++", "-fsyntax-only"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  command.push_back(name);
  auto memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  auto files = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(llvm::vfs::getRealFileSystem());
  files->pushOverlay(memory);
  memory->addFile(name, 0, llvm::MemoryBuffer::getMemBuffer(text, name));
  auto manager = llvm::makeIntrusiveRefCnt<clang::FileManager>(clang::FileSystemOptions(), files);
  clang::IgnoringDiagConsumer quiet;
  clang::tooling::ToolInvocation invocation(std::move(command), std::make_unique<Action>(order), manager.get());
  invocation.setDiagnosticConsumer(&quiet);
  // A fault of Clang's own, or of ours, costs the unit its hooks, not the build.
  llvm::CrashRecoveryContext::Enable();
  bool good = false;
  const bool survived = llvm::CrashRecoveryContext().RunSafely([&] { good = invocation.run(); });
  return survived && good && order.done;
}

}  // namespace csnake::instrument
