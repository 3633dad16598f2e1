// Of FunctionRewriter: calls of functions outside the target that can fail.
//
// The rewritten text, for each way in which a call fails; F and S are the frame and the site:
//   returns      static_cast<int>(csnake_inject(F, S) ? csnake_fail(111, -1) : csnake_returned(F, S, connect(...), '=', -1, "e115"))
//   makes_call   static_cast<int>(csnake_answered(F, S, close(...), '=', -1, "", 5))
//   throws       (csnake_inject(F, S) ? throw ::std::out_of_range("...") : csnake_throwing(F, S).done(std::stoi(...)))
//   error_code   (csnake_inject(F, S) ? (ec = {...}, T()) : csnake_error_code(F, S, ec, "", call(..., ec)))
//   status       (csnake_inject(F, S) ? ::rocksdb::Status::IOError("...") : csnake_status(F, S, db->Put(...)))
//   stream       (csnake_inject(F, S) ? csnake_stream_fail(in) : csnake_stream(F, S, in.read(...)))
// All are one expression of the call's own type and value category, in C as well, so they stand wherever a call can.
#include "instrument/function_rewriter.h"
#include "instrument/library_table.h"

namespace csnake::instrument {
namespace {

using clang::Expr;
using config::ErrorNumber;
using config::LibraryCall;

std::string UsualText(const LibraryCall& entry, char what) {
  std::string text;
  for (const std::string& name : entry.usual) text += (text.empty() ? std::string(1, what) : ",") + std::to_string(ErrorNumber(name));
  return "\"" + text + "\"";
}

std::string TestText(const LibraryCall& entry) {
  return entry.fails_when == "negative" ? "'<'" : entry.fails_when == "nonzero" ? "'!'" : entry.fails_when == "nonpositive" ? "'n'" : "'='";
}

std::string FailedValue(const LibraryCall& entry) {
  if (entry.returns == "null" || entry.returns == "false") return "0";
  if (entry.returns == "errno") return std::to_string(ErrorNumber(entry.error));
  return entry.returns == "-errno" ? "-" + std::to_string(ErrorNumber(entry.error)) : entry.returns;
}

// Whether evaluating the expression twice, or once more, makes no difference.
bool IsPlain(const Expr* expr) {
  return ForEachStmt(expr, [](const clang::Stmt* part) {
    return llvm::isa<clang::DeclRefExpr, clang::MemberExpr, clang::CXXThisExpr, clang::ImplicitCastExpr, clang::ParenExpr>(part) ||
           (llvm::isa<clang::UnaryOperator>(part) && !llvm::cast<clang::UnaryOperator>(part)->isIncrementDecrementOp());
  });
}

const Expr* ErrorCodeOf(const clang::FunctionDecl* callee, llvm::ArrayRef<const Expr*> arguments) {
  for (unsigned i = 0; i < callee->getNumParams() && i < arguments.size(); ++i) {
    const clang::QualType type = callee->getParamDecl(i)->getType();
    const auto* record = type->isLValueReferenceType() ? type.getNonReferenceType()->getAsCXXRecordDecl() : nullptr;
    if (record && !type.getNonReferenceType().isConstQualified() && record->getName() == "error_code") return arguments[i];
  }
  return nullptr;
}

// Whether a value of the type can go through a function that returns it.
bool IsMovable(clang::QualType type) {
  const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
  if (!record) return true;
  if (!record->hasDefinition()) return false;
  return record->hasSimpleMoveConstructor() || record->hasSimpleCopyConstructor() ||
         llvm::any_of(record->ctors(), [](const clang::CXXConstructorDecl* c) { return c->isCopyOrMoveConstructor() && !c->isDeleted(); });
}

bool IsUnnamed(const std::string& type) { return type.find("(unnamed") != std::string::npos || type.find("(anonymous") != std::string::npos; }

}  // namespace

// How one call is to be wrapped; `excluded` says why it cannot be.
struct FunctionRewriter::LibraryHook {
  std::string before, after, excluded;
};

FunctionRewriter::LibraryHook FunctionRewriter::HookReturned(const LibraryCall& entry, clang::QualType type, const std::string& target, bool unused) const {
  type = type.getUnqualifiedType().getCanonicalType();
  const bool pointer = type->isPointerType();
  if (!pointer && !type->isIntegralOrEnumerationType()) return {"", "", "the table says what number it returns, but it returns none"};
  const std::string name = type.getAsString(clang::PrintingPolicy(unit_.context.getLangOpts()));
  if (IsUnnamed(name)) return {"", "", "its type has no name"};
  const std::string usual = UsualText(entry, entry.returns == "-errno" ? 'n' : entry.error.empty() || entry.returns == "errno" ? 'v' : 'e');
  const std::string error = std::to_string(entry.returns.ends_with("errno") ? 0 : ErrorNumber(entry.error));
  const bool cxx = unit_.context.getLangOpts().CPlusPlus;
  const std::string cast = pointer ? (cxx ? "reinterpret_cast<csnake_i64>(" : "(csnake_i64)(long)(") : cxx ? "static_cast<csnake_i64>(" : "(csnake_i64)(";
  // Nobody asks for the value: converting it would be a warning of the compiler's.
  const std::string back = unused ? (cxx ? "static_cast<void>(" : "((void)(") : cxx ? (pointer ? "reinterpret_cast<" : "static_cast<") + name + ">(" : "((" + name + ")" + (pointer ? "(long)" : "") + "(";
  const std::string rest = "), " + TestText(entry) + ", " + FailedValue(entry) + ", " + usual;
  const std::string end = cxx ? ")" : "))";
  if (entry.makes_call) return {back + "csnake_answered(" + target + cast, rest + ", " + error + ")" + end, ""};
  return {back + "csnake_inject(" + target.substr(0, target.size() - 2) + ") ? csnake_fail(" + error + ", " + FailedValue(entry) + ") : csnake_returned(" +
              target + cast,
          rest + ")" + end, ""};
}

FunctionRewriter::LibraryHook FunctionRewriter::HookThrown(const LibraryCall& entry, const Expr* call, const std::string& site) const {
  if (!unit_.context.getLangOpts().CXXExceptions) return {"", "", "the unit is compiled without exceptions"};
  if (!AllDeclared(unit_.context, entry.throws)) return {"", "", "the unit does not define what its exception is made of: " + entry.throws};
  const std::string before = "(csnake_inject(" + site + ") ? throw " + FromGlobal(entry.throws) + " : ";
  const clang::QualType type = call->getType();
  const bool passes = !call->isTypeDependent() && !type->isVoidType() && !call->isXValue() && (call->isLValue() || IsMovable(type));
  if (passes) return {before + "csnake_throwing(" + site + ").done(", "))", ""};
  return {before + "(csnake_throwing(" + site + "), ", "))", ""};
}

FunctionRewriter::LibraryHook FunctionRewriter::HookErrorCode(const LibraryCall& entry, const Expr* call, const Expr* code,
                                                              const std::string& site) const {
  const clang::QualType type = call->getType().getUnqualifiedType().getCanonicalType();
  const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
  if (!IsPlain(code)) return {"", "", "its error_code argument is more than a variable"};
  if (call->isGLValue() || type->isDependentType()) return {"", "", "it returns a reference or depends on a template"};
  if (record && (!IsMovable(type) || !record->hasDefaultConstructor())) return {"", "", "what it returns cannot be made without it"};
  const std::string space = PlainName(llvm::cast<clang::NamedDecl>(code->getType()->getAsCXXRecordDecl()->getDeclContext()));
  const std::string where = TextOf(unit_.context, code->getSourceRange());
  const std::string error = "::" + space + "::error_code(" + std::to_string(ErrorNumber(entry.error_code)) + ", ::" + space + "::system_category())";
  const std::string check = "csnake_error_code(" + site + ", " + where + ", " + UsualText(entry, 'v');
  const std::string name = type.getAsString(clang::PrintingPolicy(unit_.context.getLangOpts()));
  const std::string before = "(csnake_inject(" + site + ") ? (" + where + " = " + error;
  if (type->isVoidType()) return {before + ", void()) : ((", "), " + check + ")))", ""};
  const std::string value = entry.returns.empty() ? "csnake_made<" + name + ">()" : "static_cast<" + name + ">(" + FailedValue(entry) + ")";
  return {before + ", " + value + ") : " + check + ", ", "))", ""};
}

FunctionRewriter::LibraryHook FunctionRewriter::HookStream(const clang::CallExpr* call, const std::string& site) const {
  const auto* method = llvm::dyn_cast<clang::CXXMemberCallExpr>(call);
  const Expr* stream = method ? method->getImplicitObjectArgument() : call->getNumArgs() > 0 ? call->getArg(0) : nullptr;
  const auto* member = method ? llvm::dyn_cast<clang::MemberExpr>(method->getCallee()->IgnoreParens()) : nullptr;
  if (!stream || !IsPlain(stream) || (member && member->isImplicitAccess())) return {"", "", "its stream is more than a variable"};
  const std::string where = (member && member->isArrow() ? "*" : "") + TextOf(unit_.context, stream->getSourceRange());
  const std::string before = "(csnake_inject(" + site + ") ? ";
  if (call->getType()->isVoidType())
    return {before + "(void)csnake_stream_fail(" + where + ") : ((", "), (void)csnake_stream(" + site + ", " + where + ")))", ""};
  if (!call->isLValue()) return {"", "", "it returns neither nothing nor the stream"};
  const std::string name = call->getType().getCanonicalType().getAsString(clang::PrintingPolicy(unit_.context.getLangOpts()));
  return {before + "static_cast<" + name + "&>(csnake_stream_fail(" + where + ")) : csnake_stream(" + site + ", ", "))", ""};
}

FunctionRewriter::LibraryHook FunctionRewriter::HookFor(const LibraryCall& entry, const clang::CallExpr* call, const std::string& site) const {
  if (!entry.off.empty()) return {"", "", entry.off};
  if (entry.returns.empty() && !unit_.context.getLangOpts().CPlusPlus11) return {"", "", "its hook needs C++11"};
  const Expr* code = ErrorCodeOf(call->getDirectCallee(), {call->getArgs(), call->getNumArgs()});
  if (code && !entry.error_code.empty()) return HookErrorCode(entry, call, code, site);
  if (!entry.throws.empty()) return HookThrown(entry, call, site);
  if (entry.stream) return HookStream(call, site);
  if (!entry.status.empty()) {
    if (!AllDeclared(unit_.context, entry.status)) return {"", "", "the unit does not define what its status is made of: " + entry.status};
    return {"(csnake_inject(" + site + ") ? " + FromGlobal(entry.status) + " : csnake_status(" + site + ", ", "))", ""};
  }
  const clang::QualType type = call->getDirectCallee()->getReturnType();  // Known even when an argument depends on a template.
  if (type->isDependentType()) return {"", "", "what it returns depends on a template"};
  return HookReturned(entry, type, site + ", ", IsUnused(call));
}

bool FunctionRewriter::VisitLibraryCall(const clang::CallExpr* call) {
  const clang::FunctionDecl* callee = call->getDirectCallee();
  const LibraryCall* entry = callee ? unit_.library.Find(unit_.scope, callee) : nullptr;
  if (!entry) return false;
  const bool fails = !entry->returns.empty() || !entry->throws.empty() || !entry->error_code.empty() || !entry->status.empty() || entry->stream;
  if (!fails) return false;
  model::Site& site = AddSite(model::Kind::kLibraryError, call->getExprLoc(), TextOf(unit_.context, call->getSourceRange()), "");
  LibraryHook hook = HookFor(*entry, call, Frame() + ", &" + SiteName(site.id));
  site.excluded = std::move(hook.excluded);
  if (!site.excluded.empty()) return true;
  unit_.edits.Wrap(OffsetOf(call->getBeginLoc()), EndOf(call->getEndLoc()), std::move(hook.before), std::move(hook.after));
  return true;
}

void FunctionRewriter::VisitLibraryCalls(const clang::Stmt* stmt) {
  path_.push_back(stmt);
  ForEachStmt(stmt, [this](const clang::Stmt* part) {
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(part)) VisitLibraryCall(call);
    return true;
  });
  path_.pop_back();
}

}  // namespace csnake::instrument
