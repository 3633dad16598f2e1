// Of FunctionRewriter: constructors of classes outside the target that can fail.
//
//   throws   std::thread t((csnake_inject(F, S) ? throw ::std::system_error(...) : (void)csnake_throwing(F, S), f), x);
//   stream   std::ifstream in(csnake_force(F, S, 1, 0) ? "/dev/null/csnake" : path); csnake_stream(F, S, in);
//
// A comma keeps the type and value category of the argument behind it. A stream is opened at a path that cannot be.
#include "instrument/function_rewriter.h"
#include "instrument/library_table.h"

namespace csnake::instrument {
namespace {

constexpr const char* kNoFile = "\"/dev/null/csnake\"";

// The first argument that is written down, null when there is none or when wrapping it would change what it means.
const clang::Expr* FirstArgument(const clang::CXXConstructExpr* made) {
  if (made->getNumArgs() == 0 || llvm::isa<clang::CXXDefaultArgExpr>(made->getArg(0))) return nullptr;
  const clang::Expr* argument = made->getArg(0);
  const clang::Expr* written = argument->IgnoreUnlessSpelledInSource();
  if (llvm::isa<clang::InitListExpr>(written) || written->getType()->isNullPtrType()) return nullptr;
  return written;
}

// Text that makes a file name like `argument` of a name that cannot be opened; empty when its type is none of a name.
std::string NoFileLike(const clang::ASTContext& context, const clang::Expr* argument) {
  const clang::QualType type = argument->getType().getUnqualifiedType().getCanonicalType();
  if (type->isArrayType() || type->isPointerType()) return kNoFile;
  const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
  if (!record || !IsInStd(record) || !IsNamed(record, {"basic_string", "path"})) return "";
  return "::" + type.getAsString(clang::PrintingPolicy(context.getLangOpts())) + "(" + kNoFile + ")";
}

}  // namespace

void FunctionRewriter::VisitLibraryConstruct(const clang::CXXConstructExpr* made) {
  const config::LibraryCall* entry = unit_.library.Find(unit_.scope, made->getConstructor());
  if (!entry || made->getConstructor()->isCopyOrMoveConstructor() || entry->stream || entry->throws.empty()) return;
  const clang::Expr* first = FirstArgument(made);
  if (made->getNumArgs() == 0) return;  // Holds nothing yet: cannot fail.
  model::Site& site = AddSite(model::Kind::kLibraryError, made->getBeginLoc(), TextOf(unit_.context, made->getSourceRange()), entry->off);
  const std::string target = Frame() + ", &" + SiteName(site.id);
  if (site.excluded.empty() && !unit_.context.getLangOpts().CPlusPlus11) site.excluded = "its hook needs C++11";
  if (site.excluded.empty() && !first) site.excluded = "its first argument cannot be wrapped";
  if (site.excluded.empty() && !unit_.context.getLangOpts().CXXExceptions) site.excluded = "the unit is compiled without exceptions";
  if (site.excluded.empty() && !AllDeclared(unit_.context, entry->throws))
    site.excluded = "the unit does not define what its exception is made of: " + entry->throws;
  if (!site.excluded.empty()) return;
  unit_.edits.Wrap(OffsetOf(first->getBeginLoc()), EndOf(first->getEndLoc()),
                   "(csnake_inject(" + target + ") ? throw " + FromGlobal(entry->throws) + " : (void)csnake_throwing(" + target + "), ", ")");
}

void FunctionRewriter::VisitStreamVariables(const clang::DeclStmt* declared) {
  for (const clang::Decl* decl : declared->decls()) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(decl);
    const clang::Expr* init = variable ? variable->getInit() : nullptr;
    const auto* made = init ? llvm::dyn_cast<clang::CXXConstructExpr>(init->IgnoreImplicit()) : nullptr;
    const config::LibraryCall* entry = made && made->getNumArgs() > 0 ? unit_.library.Find(unit_.scope, made->getConstructor()) : nullptr;
    if (!entry || !entry->stream || made->getConstructor()->isCopyOrMoveConstructor()) continue;
    model::Site& site = AddSite(model::Kind::kLibraryError, made->getBeginLoc(), TextOf(unit_.context, variable->getSourceRange()), entry->off);
    const clang::Expr* first = FirstArgument(made);
    const std::string file = first ? NoFileLike(unit_.context, first) : "";
    const bool in_block = !path_.empty() && llvm::isa<clang::CompoundStmt>(path_.back()) && declared->isSingleDecl();
    if (site.excluded.empty() && !unit_.context.getLangOpts().CPlusPlus11) site.excluded = "its hook needs C++11";
    if (site.excluded.empty() && file.empty()) site.excluded = "its first argument is not the name of a file";
    if (site.excluded.empty() && (!in_block || variable->isStaticLocal())) site.excluded = "no place for a hook behind this declaration";
    if (!site.excluded.empty()) continue;
    const std::string target = Frame() + ", &" + SiteName(site.id);
    unit_.edits.Wrap(OffsetOf(first->getBeginLoc()), EndOf(first->getEndLoc()), "(csnake_force(" + target + ", 1, 0) ? " + file + " : ", ")");
    const size_t end = StatementEnd(declared);
    unit_.edits.Wrap(end, end, " (void)csnake_stream(" + target + ", " + variable->getNameAsString() + ");");
  }
}

}  // namespace csnake::instrument
