#include "instrument/detectors.h"

#include <clang/AST/DeclFriend.h>
#include <clang/AST/DeclTemplate.h>

#include <functional>

#include "instrument/conditions.h"
#include "instrument/guards.h"

namespace csnake::instrument {
namespace {

using clang::Expr;
using clang::Stmt;
using Kind = Subject::Kind;

// What guarded code does, as far as it could be handling.
struct Effects {
  bool leaves = false;   // Control does not come out at its end.
  bool selects = false;  // ... because it returns a value.
  bool skips = false;    // ... and nothing else happens, but `continue` or `break`.
  bool writes = false;   // Something that outlives the function's own variables.
  bool changes = false;  // Calls what may change an object: erase, push, close.
  bool calls = false;    // Calls anything else.
};

// The variable or field that is assigned, without subscripts, members and dereferences.
bool OutlivesCall(const Expr* target) {
  for (target = Strip(target);;) {
    if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(target)) {
      if (member->isArrow()) return true;
      target = Strip(member->getBase());
    } else if (const auto* element = llvm::dyn_cast<clang::ArraySubscriptExpr>(target)) {
      target = Strip(element->getBase());
    } else {
      break;
    }
  }
  const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(target);
  const auto* variable = use ? llvm::dyn_cast<clang::VarDecl>(use->getDecl()) : nullptr;
  return !variable || !variable->hasLocalStorage() || variable->getType()->isReferenceType() || use->refersToEnclosingVariableOrCapture();
}

void NoteCall(const clang::CallExpr* call, Effects& effects) {
  const clang::FunctionDecl* callee = call->getDirectCallee();
  if (const auto* assigns = llvm::dyn_cast<clang::CXXOperatorCallExpr>(call)) {
    const bool steps = assigns->getOperator() == clang::OO_PlusPlus || assigns->getOperator() == clang::OO_MinusMinus;
    if (assigns->isAssignmentOp() || steps) effects.writes |= OutlivesCall(assigns->getArg(0));
    return;
  }
  const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(call);
  const clang::CXXMethodDecl* method = member ? member->getMethodDecl() : nullptr;
  if (!method) {
    effects.calls |= !callee || callee->getBuiltinID() == 0 || !callee->isInStdNamespace();
    return;
  }
  if (!method->isConst() && OutlivesCall(member->getImplicitObjectArgument())) effects.changes = true;
  else effects.calls = true;
}

Effects EffectsOf(const Stmt* guarded) {
  Effects effects;
  if (!guarded) return effects;
  effects.leaves = NeverFallsThrough(guarded);
  ForEachStmt(guarded, [&](const Stmt* stmt) {
    if (const Expr* target = WrittenBy(stmt)) effects.writes |= OutlivesCall(target);
    if (llvm::isa<clang::CXXDeleteExpr>(stmt)) effects.changes = true;
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(stmt)) NoteCall(call, effects);
    const auto* returned = llvm::dyn_cast<clang::ReturnStmt>(stmt);
    effects.selects |= returned && returned->getRetValue();
    return true;
  });
  const Stmt* only = guarded;
  if (const auto* block = llvm::dyn_cast<clang::CompoundStmt>(guarded); block && block->size() == 1) only = block->body_front();
  effects.skips = llvm::isa<clang::ContinueStmt, clang::BreakStmt>(only);
  return effects;
}

// `if (x > most) x = most;`
bool IsClamp(const Stmt* guarded, const Expr* condition) {
  if (const auto* block = llvm::dyn_cast_or_null<clang::CompoundStmt>(guarded); block && block->size() == 1) guarded = block->body_front();
  const auto* expr = llvm::dyn_cast_or_null<Expr>(guarded);
  const auto* assign = expr ? llvm::dyn_cast<clang::BinaryOperator>(Strip(expr)) : nullptr;
  const auto* compare = llvm::dyn_cast<clang::BinaryOperator>(Strip(condition));
  if (!assign || assign->getOpcode() != clang::BO_Assign || !compare || !compare->isRelationalOp()) return false;
  const auto same = [](const Expr* a, const Expr* b) {
    const auto decl = [](const Expr* e) -> const clang::ValueDecl* {
      const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(Strip(e));
      const auto* member = llvm::dyn_cast<clang::MemberExpr>(Strip(e));
      return use ? use->getDecl() : member ? member->getMemberDecl() : nullptr;
    };
    return decl(a) && decl(a) == decl(b);
  };
  return same(assign->getLHS(), compare->getLHS()) || same(assign->getLHS(), compare->getRHS());
}

bool LooksOnly(const clang::FunctionDecl* function) {
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
  return method && method->isConst() && !method->getParent()->isLambda();
}

// Why what is done is handling ("...and leaves early"), or empty when it is not; then `reason` says what it is.
std::string Handling(const Effects& effects, const Subject& subject, const clang::FunctionDecl* function, std::string& reason) {
  const bool acts = effects.writes || effects.changes || effects.calls;
  if (effects.selects && (LooksOnly(function) || (!acts && subject.kind < Kind::kTime))) {
    reason = "selects the value that is returned";
    return "";
  }
  if (effects.skips && subject.kind == Kind::kState) {
    reason = "only skips an element";
    return "";
  }
  if (subject.local && !acts) {
    reason = "only ends a loop";
    return "";
  }
  if (effects.leaves) return acts ? "leaves early after handling it" : "leaves early";
  if (effects.writes) return "changes a state";
  if (effects.changes) return "changes an object";
  if (effects.calls && subject.kind >= Kind::kTime) return "calls what handles it";
  reason = effects.calls ? "guards calls alone, and leaves no state behind" : "guards nothing that outlives the function";
  return "";
}

// Whether the condition compares a variable of the function's own that the loop changes: a walk over elements, which waits for
// nobody.
bool ComparesOwnProgress(const Expr* condition, const Stmt* body) {
  std::set<const clang::ValueDecl*> compared;
  ForEachStmt(condition, [&](const Stmt* stmt) {
    const auto* comparison = llvm::dyn_cast<clang::BinaryOperator>(stmt);
    if (!comparison || !comparison->isComparisonOp()) return true;
    ForEachStmt(comparison, [&](const Stmt* part) {
      const auto* use = llvm::dyn_cast<clang::DeclRefExpr>(part);
      if (use && !OutlivesCall(use)) compared.insert(use->getDecl());
      return true;
    });
    return true;
  });
  const auto keeps = [&](const Stmt* stmt) {
    const Expr* target = WrittenBy(stmt);
    const auto* use = target ? llvm::dyn_cast<clang::DeclRefExpr>(Strip(target)) : nullptr;
    return !use || !compared.contains(use->getDecl());
  };
  return !ForEachStmt(condition, keeps) || !ForEachStmt(body, keeps);
}

const Expr* ConditionAndBranches(const Stmt* owner, const Stmt*& then, const Stmt*& otherwise) {
  if (const auto* s = llvm::dyn_cast<clang::IfStmt>(owner)) return then = s->getThen(), otherwise = s->getElse(), s->getCond();
  if (const auto* s = llvm::dyn_cast<clang::WhileStmt>(owner)) return then = s->getBody(), s->getCond();
  if (const auto* s = llvm::dyn_cast<clang::DoStmt>(owner)) return then = s->getBody(), s->getCond();
  return nullptr;
}

}  // namespace

Detector ClassifyDetector(const Subjects& subjects, const clang::FunctionDecl* function, const Stmt* owner, bool guards_error,
                          bool asks_predicate) {
  const Stmt* then = nullptr;
  const Stmt* otherwise = nullptr;
  const Expr* condition = ConditionAndBranches(owner, then, otherwise);
  if (!condition || condition->isTypeDependent()) return {};
  const Subject subject = subjects.Of(condition);
  if (subject.kind == Kind::kNone) return subject.unfit.empty() ? Detector{} : Detector{subject.unfit, ""};
  const std::string looks = "looks at " + std::string(ToText(subject.kind));
  if (guards_error) return {looks + ", but guards an error, which is hooked", ""};
  if (asks_predicate) return {looks + ", but asks a predicate, which is hooked", ""};
  if (!llvm::isa<clang::IfStmt>(owner)) {
    if (subject.kind < Kind::kSize || (subject.kind == Kind::kSize && ComparesOwnProgress(condition, then)))
      return {looks + ", but bounds a loop", ""};
    return {"", looks + ", and a loop waits for it"};
  }
  if (IsClamp(then, condition)) return {looks + ", but only takes the smaller or larger one", ""};
  std::string reason;
  std::string handling = Handling(EffectsOf(then), subject, function, reason);
  if (handling.empty() && otherwise) handling = Handling(EffectsOf(otherwise), subject, function, reason);
  if (handling.empty()) return {looks + ", but " + reason, ""};
  return {"", looks + ", and what it guards " + handling};
}

std::set<std::string> WrittenFields(clang::ASTContext& context, const Scope& scope) {
  std::set<std::string> written;
  const auto note = [&](const clang::FunctionDecl* function) { written.merge(FindMutatedFields(context, scope, function)); };
  std::function<void(const Stmt*)> lambdas;
  const auto body = [&](const clang::FunctionDecl* function) {
    note(function);
    lambdas(function->getBody());
  };
  lambdas = [&](const Stmt* root) {
    ForEachStmt(root, [&](const Stmt* stmt) {
      const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(stmt);
      if (lambda && lambda->getCallOperator() && lambda->getCallOperator()->hasBody()) body(lambda->getCallOperator());
      return true;
    });
  };
  std::function<void(const clang::Decl*)> walk = [&](const clang::Decl* decl) {
    if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(decl)) {
      if (function->isThisDeclarationADefinition() && function->doesThisDeclarationHaveABody() && !function->isImplicit() && scope.Contains(function)) body(function);
      return;
    }
    if (const auto* pattern = llvm::dyn_cast<clang::FunctionTemplateDecl>(decl)) return walk(pattern->getTemplatedDecl());
    if (const auto* pattern = llvm::dyn_cast<clang::ClassTemplateDecl>(decl)) return walk(pattern->getTemplatedDecl());
    if (llvm::isa<clang::NamespaceDecl, clang::CXXRecordDecl>(decl) && !scope.Contains(decl)) return;
    if (llvm::isa<clang::TranslationUnitDecl, clang::NamespaceDecl, clang::CXXRecordDecl, clang::LinkageSpecDecl, clang::ExportDecl>(decl))
      for (const clang::Decl* inner : llvm::cast<clang::DeclContext>(decl)->decls()) walk(inner);
  };
  walk(context.getTranslationUnitDecl());
  return written;
}

}  // namespace csnake::instrument
