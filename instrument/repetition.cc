// Of FunctionRewriter: functions that come again by themselves. Recursion used as a loop, and callbacks that post
// themselves to an executor or timer.
//
//   void Tick() { csnake_frame ...; static __thread csnake_u64* r; csnake_again a; csnake_again_enter(F, S, &a, &r); ... }
#include <algorithm>
#include <set>

#include "instrument/function_rewriter.h"
#include "instrument/loop_kinds.h"

namespace csnake::instrument {
namespace {

using clang::FunctionDecl;
using clang::Stmt;

// Calls `visit` for every statement at or below `root`, lambdas included, with whether it is in a lambda.
void Walk(const Stmt* root, bool in_lambda, const std::function<void(const Stmt*, bool)>& visit) {
  if (!root || llvm::isa<clang::UnaryExprOrTypeTraitExpr, clang::CXXNoexceptExpr>(root)) return;
  visit(root, in_lambda);
  if (const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(root)) {
    for (const clang::Expr* init : lambda->capture_inits()) Walk(init, in_lambda, visit);
    return Walk(lambda->getBody(), true, visit);
  }
  for (const Stmt* child : root->children()) Walk(child, in_lambda, visit);
}

const FunctionDecl* FunctionIn(const Stmt* stmt) {
  const clang::ValueDecl* decl = nullptr;
  if (const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(stmt)) decl = use->getDecl();
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(stmt)) decl = member->getMemberDecl();
  const auto* function = llvm::dyn_cast_or_null<FunctionDecl>(decl);
  return function ? function->getCanonicalDecl() : nullptr;
}

// Whether a statement names the function. In a template that may be a name yet to be looked up.
bool Names(const Stmt* stmt, const FunctionDecl* wanted) {
  if (FunctionIn(stmt) == wanted->getCanonicalDecl()) return true;
  if (const auto* overloads = llvm::dyn_cast<clang::OverloadExpr>(stmt))
    if (overloads->getNumDecls() == 1) {
      const FunctionDecl* only = (*overloads->decls_begin())->getUnderlyingDecl()->getAsFunction();
      return only && only->getCanonicalDecl() == wanted->getCanonicalDecl();
    }
  return false;
}

// Whether `body` hands out a lambda that calls the function, or the function itself.
bool HandsOut(const Stmt* body, const FunctionDecl* wanted) {
  std::set<const Stmt*> called;
  bool found = false;
  Walk(body, false, [&](const Stmt* stmt, bool in_lambda) {
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(stmt)) called.insert(call->getCallee()->IgnoreParenImpCasts());
    found |= Names(stmt, wanted) && (in_lambda || !called.contains(stmt));
  });
  return found;
}

// A lambda or a class such as std::function, rather than one that runs a lambda: std::thread.
bool CanBeCalled(clang::QualType type) {
  const clang::CXXRecordDecl* record = type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition()) return type->isDependentType() || type->isPointerType();
  return record->isLambda() || llvm::any_of(record->getDefinition()->methods(), [](const clang::CXXMethodDecl* method) {
    return method->getOverloadedOperator() == clang::OO_Call;
  });
}

}  // namespace

const clang::ValueDecl* HolderOf(const std::vector<const Stmt*>& path, const Stmt* lambda) {
  for (size_t i = path.size(); i-- > 0;) {
    if (const auto* declared = llvm::dyn_cast<clang::DeclStmt>(path[i])) {
      for (const clang::Decl* decl : declared->decls())
        if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(decl); variable && variable->getInit()) {
          bool holds = false;
          Walk(variable->getInit(), false, [&](const Stmt* stmt, bool) { holds |= stmt == lambda; });
          if (holds) return CanBeCalled(variable->getType()) ? variable : nullptr;
        }
      return nullptr;
    }
    const clang::Expr* target = nullptr;
    const auto* assign = llvm::dyn_cast<clang::BinaryOperator>(path[i]);
    const auto* assign_class = llvm::dyn_cast<clang::CXXOperatorCallExpr>(path[i]);
    if (assign && assign->isAssignmentOp()) target = assign->getLHS();
    if (assign_class && assign_class->getOperator() == clang::OO_Equal) target = assign_class->getArg(0);
    if (!target && llvm::isa<clang::CallExpr>(path[i])) return nullptr;  // It is given away, or called here.
    if (!target) continue;
    if (!CanBeCalled(target->getType())) return nullptr;
    const clang::ValueDecl* holder = nullptr;
    Walk(target, false, [&](const Stmt* stmt, bool) {
      if (holder) return;  // Of `object.callback` the callback.
      if (const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(stmt); use && !llvm::isa<FunctionDecl>(use->getDecl())) holder = use->getDecl();
      if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(stmt); member && llvm::isa<clang::FieldDecl>(member->getMemberDecl())) holder = member->getMemberDecl();
    });
    return holder;
  }
  return nullptr;
}

namespace {

bool Uses(const Stmt* body, const clang::ValueDecl* wanted) {
  bool found = false;
  Walk(body, false, [&](const Stmt* stmt, bool) {
    const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(stmt);
    const auto* member = llvm::dyn_cast<clang::MemberExpr>(stmt);
    // An init capture has the holder's value under a name of its own.
    const auto* captured = use ? llvm::dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
    if (captured && captured->isInitCapture() && captured->getInit() && captured != wanted) found |= Uses(captured->getInit(), wanted);
    found |= (use && use->getDecl() == wanted) || (member && member->getMemberDecl() == wanted);
  });
  return found;
}

// What the statement names: variables and fields.
std::set<const clang::ValueDecl*> NamedIn(const Stmt* root) {
  std::set<const clang::ValueDecl*> named;
  Walk(root, false, [&](const Stmt* stmt, bool) {
    if (const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(stmt); use && !use->getDecl()->isParameterPack()) named.insert(use->getDecl());
    if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(stmt)) named.insert(member->getMemberDecl());
  });
  return named;
}

// Calls `visit` for every function defined in `within` that belongs to the target, until it returns true.
bool AnyFunction(const Scope& scope, const clang::DeclContext* within, const std::function<bool(const FunctionDecl*)>& visit) {
  return std::ranges::any_of(within->decls(), [&](const clang::Decl* decl) {
    const auto* function = llvm::dyn_cast<FunctionDecl>(decl);
    if (function) return function->doesThisDeclarationHaveABody() && scope.Contains(function) && visit(function);
    const auto* inner = llvm::dyn_cast<clang::DeclContext>(decl);
    return inner && AnyFunction(scope, inner, visit);
  });
}

}  // namespace

// `event_assign(&w->event, ..., OnEvent, ...)` somewhere, and in OnEvent `event_add(&w->event, ...)`.
bool FunctionRewriter::ArmsItself() const {
  std::set<const clang::ValueDecl*> timers;
  ForEachStmt(body_, [&](const Stmt* stmt) {
    const auto* call = llvm::dyn_cast<clang::CallExpr>(stmt);
    const FunctionDecl* callee = call ? call->getDirectCallee() : nullptr;
    const config::LibraryCall* entry = callee ? unit_.library.Find(unit_.scope, callee) : nullptr;
    if (entry && entry->arms_timer)
      for (const clang::Expr* argument : call->arguments()) timers.merge(NamedIn(argument));
    return true;
  });
  std::erase_if(timers, [](const clang::ValueDecl* decl) {  // Locals of this function were not registered elsewhere.
    return llvm::isa<FunctionDecl>(decl) || (!llvm::isa<clang::FieldDecl>(decl) && !decl->getDeclContext()->isFileContext());
  });
  return !timers.empty() && AnyFunction(unit_.scope, unit_.context.getTranslationUnitDecl(), [&](const FunctionDecl* other) {
    return !ForEachStmt(other->getBody(), [&](const Stmt* stmt) {
      const auto* assign = llvm::dyn_cast<clang::BinaryOperator>(stmt);
      if (!llvm::isa<clang::CallExpr>(stmt) && !(assign && assign->isAssignmentOp())) return true;
      const auto named = NamedIn(stmt);
      const bool registers = std::ranges::any_of(named, [&](const clang::ValueDecl* decl) { return decl->getCanonicalDecl() == function_->getCanonicalDecl(); });
      return !registers || std::ranges::none_of(timers, [&](const clang::ValueDecl* timer) { return named.contains(timer); });
    });
  });
}

bool Repeats(const Scope& scope, const FunctionDecl* function, const Stmt* body) {
  bool found = false;
  Walk(body, false, [&](const Stmt* stmt, bool) {
    if (found || (found = Names(stmt, function))) return;
    const FunctionDecl* other = FunctionIn(stmt);
    const FunctionDecl* definition = nullptr;
    if (other && scope.Contains(other) && other->hasBody(definition)) found = HandsOut(definition->getBody(), function);
  });
  return found;
}

void FunctionRewriter::HookRepetition() {
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(function_);
  const bool in_lambda = method && method->getParent()->isLambda();
  const bool repeats = in_lambda ? holder_ && Uses(body_, holder_) : Repeats(unit_.scope, function_, body_) || ArmsItself();
  if (!repeats) return;
  const clang::SourceLocation where = in_lambda ? body_->getBeginLoc() : function_->getLocation();
  model::Site& site = AddSite(model::Kind::kDelay, where, info_.name + " comes again", "");
  const bool plain_inline = !unit_.context.getLangOpts().CPlusPlus && function_->isInlineSpecified() && function_->isExternallyVisible();
  const auto is_itself = [this](const Stmt* stmt) {
    const auto* call = llvm::dyn_cast<clang::CallExpr>(stmt);
    return llvm::isa<clang::CXXThrowExpr>(stmt) || (call && call->getDirectCallee() && call->getDirectCallee()->getCanonicalDecl() == function_->getCanonicalDecl());
  };
  if (!DoesWork(unit_.scope, body_, is_itself)) site.excluded = kIdle;
  else if (plain_inline) site.excluded = "an inline function of C cannot keep the state of its loop";
  if (!site.excluded.empty()) return;
  site.pause = PauseOf(body_);
  const std::string name = std::to_string(++unit_.names_used);
  unit_.edits.Before(body_wrap_) += "static __thread csnake_u64* csnake_r" + name + "; csnake_again csnake_a" + name +
      " __attribute__((cleanup(csnake_again_leave))); csnake_again_enter(" + Frame() + ", &" + SiteName(site.id) + ", &csnake_a" + name +
      ", &csnake_r" + name + "); ";
}

}  // namespace csnake::instrument
