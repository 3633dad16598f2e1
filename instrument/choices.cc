// Of FunctionRewriter: what chooses between places without being an if or loop: switches, and ?:, && and || that lead
// to a throw or an error value; ?: on configuration.
#include <clang/AST/StmtCXX.h>

#include "instrument/function_rewriter.h"
#include "instrument/throwing_calls.h"

namespace csnake::instrument {
namespace {

using clang::Expr;
using clang::Stmt;

bool Suspends(const Stmt* root) {
  return !ForEachStmt(root, [](const Stmt* stmt) { return !llvm::isa<clang::CoroutineSuspendExpr, clang::DependentCoawaitExpr>(stmt); });
}

std::string Number(const llvm::APSInt& value) {
  llvm::SmallString<24> text;
  value.toString(text, 10);
  return std::string(text) + (value.isSigned() ? "ll" : "ull");
}

// A value that leads to the label: its own, or for `default` (and null) one that no label has; nullopt when the compiler
// does not know the labels yet.
std::optional<llvm::APSInt> ValueFor(const clang::ASTContext& context, const clang::SwitchStmt* choice, const clang::SwitchCase* label) {
  std::optional<llvm::APSInt> most;
  std::set<int64_t> taken;
  for (const clang::SwitchCase* at = choice->getSwitchCaseList(); at; at = at->getNextSwitchCase()) {
    const auto* one = llvm::dyn_cast<clang::CaseStmt>(at);
    if (!one) continue;
    if (one->getLHS()->isValueDependent() || (one->getRHS() && one->getRHS()->isValueDependent())) return std::nullopt;
    Expr::EvalResult constant;
    if (!(one->getRHS() && at != label ? one->getRHS() : one->getLHS())->EvaluateAsInt(constant, context)) return std::nullopt;
    const std::optional<llvm::APSInt> value = constant.Val.getInt();
    if (!value->isRepresentableByInt64()) return std::nullopt;
    if (at == label) return value;
    taken.insert(value->getExtValue());
    if (!most || most->getExtValue() < value->getExtValue()) most = value;
  }
  // A real enumerator first: a value outside the enumeration may not be representable.
  if (const auto* type = choice->getCond()->IgnoreParenImpCasts()->getType()->getAs<clang::EnumType>())
    for (const clang::EnumConstantDecl* enumerator : type->getDecl()->enumerators())
      if (enumerator->getInitVal().isRepresentableByInt64() && !taken.contains(enumerator->getInitVal().getExtValue())) return llvm::APSInt(enumerator->getInitVal());
  const int64_t free = most ? most->getExtValue() + 1 : 0;
  return llvm::APSInt::get(free);
}

}  // namespace

void FunctionRewriter::VisitSwitch(const clang::SwitchStmt* stmt) {
  const Expr* condition = stmt->getCond();
  const clang::QualType written = condition->IgnoreParenImpCasts()->getType();
  const bool forceable = !stmt->getConditionVariable() && !condition->isTypeDependent() && written->isIntegralOrEnumerationType() &&
                         !written->isBooleanType() && !Suspends(condition) && ValueFor(unit_.context, stmt, nullptr);
  if (forceable) switches_.emplace(stmt, SwitchPoint{unit_.edits.Wrap(OffsetOf(condition->getBeginLoc()), OffsetOf(stmt->getRParenLoc())), {}});
  VisitChildren(stmt);
}

void FunctionRewriter::FinishSwitches() {
  const bool cxx = unit_.context.getLangOpts().CPlusPlus;
  for (const auto& [stmt, point] : switches_) {
    if (point.forces.empty()) continue;
    const std::string name = "csnake_v" + std::to_string(++unit_.names_used);
    std::string after = "); ";
    for (const SwitchForce& force : point.forces) {
      const std::string value = Number(*ValueFor(unit_.context, llvm::cast<clang::SwitchStmt>(stmt), force.label));
      const std::string text = cxx ? "static_cast<decltype(" + name + ")>(" + value + ")" : "(__typeof__(" + name + "))" + value;
      after += "if (csnake_force(" + Frame() + ", &" + SiteName(force.site) + ", 1, " + name + " == " + text + ") == 3) " + name + " = " + text + "; ";
    }
    unit_.edits.Before(point.wrap) = std::string("__extension__ ({ ") + (cxx ? "auto " : "__auto_type ") + name + (cxx ? " = (" : " = +(");
    unit_.edits.After(point.wrap) = after + name + "; })";
  }
}

bool FunctionRewriter::LeadsToThrow(const Stmt* arm) const {
  return !ForEachStmt(arm, [this](const Stmt* stmt) {
    const auto* thrown = llvm::dyn_cast<clang::CXXThrowExpr>(stmt);
    const auto* call = llvm::dyn_cast<clang::CallExpr>(stmt);
    return !(thrown && thrown->getSubExpr()) && !(call && ClassifyThrowingCall(unit_.scope, call) == "");
  });
}

void FunctionRewriter::VisitChoice(const Expr* expr) {
  if (const auto* choice = llvm::dyn_cast<clang::ConditionalOperator>(expr)) {
    const auto number = static_cast<int>(info_.branches.size());
    // What configuration chooses is a condition of all that follows, like an `if` on it.
    if (LeadsToThrow(choice->getTrueExpr()) || LeadsToThrow(choice->getFalseExpr()) ||
        (!choice->getCond()->isTypeDependent() && model::HasOnlyStableTerms(conditions_.Translate(choice->getCond(), number))))
      AddExpressionBranch(choice, choice->getCond());
  }
  const auto* logical = llvm::dyn_cast<clang::BinaryOperator>(expr);
  if (logical && logical->isLogicalOp() && !logical->getLHS()->isTypeDependent() && LeadsToThrow(logical->getRHS()))
    AddExpressionBranch(logical, logical->getLHS());
}

void FunctionRewriter::AddExpressionBranch(const Expr* owner, const Expr* condition) {
  if (branches_.contains(owner)) return;
  const int line = static_cast<int>(unit_.context.getSourceManager().getPresumedLineNumber(condition->getBeginLoc()));
  AddBranch(owner, condition, OffsetOf(condition->getBeginLoc()), EndOf(condition->getEndLoc()), line);
}

}  // namespace csnake::instrument
