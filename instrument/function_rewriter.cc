#include "instrument/function_rewriter.h"

#include <clang/AST/StmtOpenMP.h>
#include <clang/Lex/Lexer.h>

#include <algorithm>
#include <array>

#include "instrument/classify.h"
#include "instrument/detectors.h"
#include "instrument/local_names.h"
#include "instrument/loop_kinds.h"
#include "instrument/status_types.h"
#include "instrument/unit.h"

namespace csnake::instrument {
namespace {

using clang::CompoundStmt;
using clang::Stmt;

constexpr size_t kNowhere = std::string::npos;

bool IsSetjmp(const clang::CallExpr* call) {
  static constexpr std::array<llvm::StringLiteral, 4> kNames = {"setjmp", "_setjmp", "sigsetjmp", "__sigsetjmp"};
  const clang::FunctionDecl* callee = call->getDirectCallee();
  return callee && callee->isExternC() && callee->getDeclName().isIdentifier() && std::ranges::find(kNames, callee->getName()) != kNames.end();
}

bool IsLoop(const Stmt* stmt) {
  return llvm::isa<clang::ForStmt, clang::WhileStmt, clang::DoStmt, clang::CXXForRangeStmt>(stmt);
}

// Over elements, as far as its form tells.
bool IsWalk(const Stmt* stmt) {
  const auto* counted = llvm::dyn_cast<clang::ForStmt>(stmt);
  return llvm::isa<clang::CXXForRangeStmt>(stmt) || (counted && counted->getCond() && counted->getInc());
}

// What is awaited, yielded: the rest of such an expression is the compiler's.
const Stmt* AwaitedBy(const Stmt* stmt) {
  if (const auto* s = llvm::dyn_cast<clang::CoroutineSuspendExpr>(stmt)) return s->getOperand();
  const auto* dependent = llvm::dyn_cast<clang::DependentCoawaitExpr>(stmt);
  return dependent ? dependent->getOperand() : nullptr;
}

// Whether the compiler has decided that one side of the `if` has no part in the run.
bool IsDiscarded(const clang::IfStmt* stmt, bool then, const clang::ASTContext& context) {
  if (stmt->isConsteval()) return then != stmt->isNegatedConsteval();
  if (!stmt->isConstexpr() || stmt->getCond()->isInstantiationDependent()) return false;
  const auto kept = stmt->getNondiscardedCase(context);
  return kept && *kept != (then ? stmt->getThen() : stmt->getElse());
}

}  // namespace

const clang::Expr* FunctionRewriter::ConditionOf(const Stmt* owner) {
  if (const auto* s = llvm::dyn_cast<clang::IfStmt>(owner)) return s->getCond();
  if (const auto* s = llvm::dyn_cast<clang::WhileStmt>(owner)) return s->getCond();
  if (const auto* s = llvm::dyn_cast<clang::ForStmt>(owner)) return s->getCond();
  if (const auto* s = llvm::dyn_cast<clang::DoStmt>(owner)) return s->getCond();
  return nullptr;
}

std::string FunctionRewriter::Hex(uint64_t value) { return "0x" + model::ToHex(value) + "ull"; }

std::string FunctionRewriter::SiteName(model::SiteId id) { return "csnake_s_" + model::ToHex(id.value); }

FunctionRewriter::FunctionRewriter(UnitState& unit, const clang::FunctionDecl* function, const CompoundStmt* body,
                                   std::string name, const std::string& signature)
    : unit_(unit), function_(function), body_(body), conditions_(unit.context, unit.scope, body), signature_(signature) {
  const clang::PresumedLoc place = unit.context.getSourceManager().getPresumedLoc(function->getLocation());
  info_.id = model::FunctionId{model::Hash(signature)};
  info_.name = std::move(name);
  info_.file = unit.catalogue_path(place.getFilename());
  info_.line = static_cast<int>(place.getLine());
  number_ = std::to_string(++unit_.names_used);
}

void FunctionRewriter::Visit() {
  body_wrap_ = unit_.edits.Wrap(InsideOf(body_), OffsetOf(body_->getRBracLoc()));
  for (const std::string& field : FindMutatedFields(unit_.context, unit_.scope, function_)) unit_.catalogue.mutated.insert(field);
  sets_jump_ = !ForEachStmt(body_, [](const Stmt* stmt) {
    const auto* call = llvm::dyn_cast<clang::CallExpr>(stmt);
    return !call || !IsSetjmp(call);
  });
  const Stmt* whole = function_->getBody();
  coroutine_ = llvm::isa<clang::CoroutineBodyStmt>(whole);
  if (coroutine_) whole = llvm::cast<clang::CoroutineBodyStmt>(whole)->getBody();
  if (const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(function_); constructor && BlockOf(whole) == body_) VisitInitializers(constructor);
  VisitChildren(body_);
  if (const auto* tried = llvm::dyn_cast<clang::CXXTryStmt>(whole); tried && tried->getTryBlock() == body_) VisitHandlers(tried);
  if (!coroutine_) HookGotoLoops(), HookRepetition();  // A coroutine may go on in another thread.
  if (!sites_.empty()) unit_.calls.AddHooks(function_);
}

const CompoundStmt* FunctionRewriter::BlockOf(const Stmt* body) {
  if (const auto* coroutine = llvm::dyn_cast_or_null<clang::CoroutineBodyStmt>(body)) body = coroutine->getBody();
  if (const auto* tried = llvm::dyn_cast_or_null<clang::CXXTryStmt>(body)) body = tried->getTryBlock();
  return llvm::dyn_cast_or_null<CompoundStmt>(body);
}

// They run before the body, so each hook brings a path of its own, and no branch is recorded.
void FunctionRewriter::VisitInitializers(const clang::CXXConstructorDecl* constructor) {
  if (!unit_.context.getLangOpts().CPlusPlus11) return;
  in_initializers_ = true;
  for (const clang::CXXCtorInitializer* initializer : constructor->inits())
    if (initializer->isWritten()) Visit(initializer->getInit());
  in_initializers_ = false;
}

// The handlers of a function try block stand beside its body: each is hooked as a function of the same name.
void FunctionRewriter::VisitHandlers(const clang::CXXTryStmt* tried) {
  for (unsigned i = 0; i < tried->getNumHandlers(); ++i) {
    const auto* block = llvm::cast<CompoundStmt>(tried->getHandler(i)->getHandlerBlock());
    const auto& handler = unit_.functions.emplace_back(
        std::make_unique<FunctionRewriter>(unit_, function_, block, info_.name, signature_ + "::catch" + std::to_string(i + 1)));
    handler->Visit();
  }
}

std::string FunctionRewriter::Frame() const {
  if (in_initializers_) return "csnake_here({" + Hex(info_.id.value) + ", 0, 0}), nullptr";
  return "&csnake_p" + number_ + ", csnake_k" + number_;
}

// --- places ---

size_t FunctionRewriter::OffsetOf(clang::SourceLocation where) const {
  return unit_.context.getSourceManager().getDecomposedExpansionLoc(where).second;
}

size_t FunctionRewriter::EndOf(clang::SourceLocation last_token) const {
  const auto& sources = unit_.context.getSourceManager();
  return OffsetOf(last_token) + clang::Lexer::MeasureTokenLength(last_token, sources, unit_.context.getLangOpts());
}

std::string_view FunctionRewriter::Buffer() const {
  const auto& sources = unit_.context.getSourceManager();
  return sources.getBufferData(sources.getMainFileID());
}

size_t FunctionRewriter::InsideOf(const CompoundStmt* block) const {
  const size_t begin = EndOf(block->getLBracLoc());
  const std::string_view text = Buffer();
  size_t inside = begin;
  for (size_t at = begin; at < text.size();) {
    at = text.find_first_not_of(" \t\r\n", at);
    if (at == kNowhere || text[at] != '#') break;
    const std::string_view line = text.substr(at, text.find('\n', at) - at);
    at += line.size() + 1;
    static constexpr std::array<std::string_view, 5> kFirst = {"#pragma STDC ", "#pragma clang fp ", "#pragma fp_contract",
                                                               "#pragma float_control", "#pragma fenv_"};
    if (std::ranges::any_of(kFirst, [line](std::string_view pragma) { return line.starts_with(pragma); })) inside = at;
    else if (line.starts_with("#pragma")) break;  // It may belong to the statement behind it.
  }
  return inside;
}

size_t FunctionRewriter::StatementEnd(const Stmt* stmt) const {
  for (const Stmt* last = stmt;;) {
    if (const auto* s = llvm::dyn_cast<clang::IfStmt>(last)) last = s->getElse() ? s->getElse() : s->getThen();
    else if (const auto* f = llvm::dyn_cast<clang::ForStmt>(last)) last = f->getBody();
    else if (const auto* w = llvm::dyn_cast<clang::WhileStmt>(last)) last = w->getBody();
    else if (const auto* r = llvm::dyn_cast<clang::CXXForRangeStmt>(last)) last = r->getBody();
    else if (const auto* c = llvm::dyn_cast<clang::SwitchStmt>(last)) last = c->getBody();
    else if (const auto* k = llvm::dyn_cast<clang::SwitchCase>(last)) last = k->getSubStmt();
    else if (const auto* l = llvm::dyn_cast<clang::LabelStmt>(last)) last = l->getSubStmt();
    else if (const auto* a = llvm::dyn_cast<clang::AttributedStmt>(last)) last = a->getSubStmt();
    else {
      stmt = last;
      break;
    }
  }
  size_t end = EndOf(stmt->getEndLoc());
  if (llvm::isa<CompoundStmt, clang::CXXTryStmt, clang::NullStmt, clang::DeclStmt>(stmt)) return end;
  const std::string_view text = Buffer();
  for (bool line_start = false; end < text.size(); ++end) {
    if (text[end] == ';') return end + 1;
    if (text[end] == '\n') line_start = true;
    else if (text[end] == '#' && line_start) end = text.find('\n', end) - 1;
    else if (text[end] != ' ' && text[end] != '\t' && text[end] != '\r') return kNowhere;
  }
  return kNowhere;
}

// --- walking ---

void FunctionRewriter::VisitChildren(const Stmt* stmt) {
  path_.push_back(stmt);
  for (const Stmt* child : stmt->children()) Visit(child);
  path_.pop_back();
}

void FunctionRewriter::Visit(const Stmt* stmt) {
  if (!stmt || llvm::isa<clang::UnaryExprOrTypeTraitExpr, clang::CXXNoexceptExpr, clang::CXXTypeidExpr, clang::CXXDefaultArgExpr,
                         clang::CXXDefaultInitExpr, clang::RequiresExpr, clang::ConstantExpr, clang::OMPExecutableDirective>(stmt))
    return;
  if (const auto* choice = llvm::dyn_cast<clang::GenericSelectionExpr>(stmt))  // Nothing else of it is evaluated.
    return choice->isResultDependent() ? void() : Visit(choice->getResultExpr());
  if (const auto* choice = llvm::dyn_cast<clang::ChooseExpr>(stmt))
    return choice->isConditionDependent() ? void() : Visit(choice->getChosenSubExpr());
  if (llvm::isa<clang::StmtExpr>(stmt)) return VisitLibraryCalls(stmt);
  if (const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(stmt)) return VisitLambda(lambda);
  if (const auto* branch = llvm::dyn_cast<clang::IfStmt>(stmt)) return VisitIf(branch);
  if (llvm::isa<clang::ForStmt, clang::WhileStmt, clang::DoStmt, clang::CXXForRangeStmt>(stmt)) return VisitLoop(stmt);
  if (const auto* choice = llvm::dyn_cast<clang::SwitchStmt>(stmt)) return VisitSwitch(choice);
  if (const auto* jump = llvm::dyn_cast<clang::GotoStmt>(stmt)) return VisitGoto(jump);
  if (const auto* suspended = AwaitedBy(stmt)) return Visit(suspended);
  if (const auto* expr = llvm::dyn_cast<clang::Expr>(stmt)) VisitReport(expr), VisitChoice(expr);
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(stmt)) VisitCall(call);
  if (const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(stmt)) VisitLibraryConstruct(made);
  if (const auto* thrown = llvm::dyn_cast<clang::CXXThrowExpr>(stmt)) VisitThrow(thrown);
  if (const auto* returned = llvm::dyn_cast<clang::ReturnStmt>(stmt)) VisitReturn(returned, returned->getRetValue());
  if (const auto* returned = llvm::dyn_cast<clang::CoreturnStmt>(stmt)) {
    VisitReturn(returned, returned->getOperand());
    path_.push_back(stmt);
    Visit(returned->getOperand());
    path_.pop_back();
    return;
  }
  if (const auto* declared = llvm::dyn_cast<clang::DeclStmt>(stmt)) {
    for (const clang::Decl* decl : declared->decls())
      if (llvm::isa<clang::CXXRecordDecl>(decl)) RewriteDeclarations(unit_, decl);
    if (DeclaresConstant(declared, body_)) return;
    VisitStreamVariables(declared);
  }
  VisitChildren(stmt);
}

void FunctionRewriter::VisitIf(const clang::IfStmt* stmt) {
  const bool decided_by_compiler = stmt->isConstexpr() || stmt->isConsteval();
  if (!decided_by_compiler && !stmt->getConditionVariable())
    AddBranch(stmt, stmt->getCond(), OffsetOf(stmt->getCond()->getBeginLoc()), OffsetOf(stmt->getRParenLoc()),
              static_cast<int>(unit_.context.getSourceManager().getPresumedLineNumber(stmt->getIfLoc())));
  else if (!decided_by_compiler)
    ++info_.branches_unrecorded;
  path_.push_back(stmt);
  Visit(stmt->getInit());
  if (stmt->getConditionVariable()) Visit(stmt->getConditionVariableDeclStmt());
  else if (!decided_by_compiler) Visit(stmt->getCond());
  const int errors = errors_;
  if (!IsDiscarded(stmt, true, unit_.context)) Visit(stmt->getThen());
  if (!IsDiscarded(stmt, false, unit_.context)) Visit(stmt->getElse());
  path_.pop_back();
  AddDetector(stmt, errors_ != errors);
}

void FunctionRewriter::AddBranch(const Stmt* owner, const clang::Expr* condition, size_t begin, size_t end, int line) {
  BranchPoint point{unit_.edits.Wrap(begin, end), -1, {}, {}, {}, {}, end, nullptr, nullptr, Frame()};
  for (const Stmt* stmt : path_)
    if (IsLoop(stmt)) point.around = point.around ? point.around : stmt, point.inside = stmt;
  if (IsLoop(owner)) point.around = point.around ? point.around : owner, point.inside = owner;
  if (in_initializers_) {
  } else if (info_.branches.size() < 64) {
    point.number = static_cast<int>(info_.branches.size());
    model::Formula formula = conditions_.Translate(condition, point.number);
    if (model::HasOnlyStableTerms(formula)) {
      model::Site& site = AddSite(model::Kind::kBranch, condition->getBeginLoc(), TextOf(unit_.context, condition->getSourceRange()), "");
      site.branch = point.number;
      point.watch = site.id;
    }
    info_.branches.push_back({point.number, line, std::move(formula)});
  } else {
    ++info_.branches_unrecorded;
  }
  branches_.emplace(owner, std::move(point));
  branch_order_.push_back(owner);
}

void FunctionRewriter::AddDetector(const Stmt* owner, bool guards_error) {
  const auto point = branches_.find(owner);
  if (point == branches_.end()) return;
  if (!unit_.written) unit_.written = WrittenFields(unit_.context, unit_.scope);
  const clang::Expr* condition = ConditionOf(owner);
  const bool asks_predicate = !ForEachStmt(condition, [&](const Stmt* part) {
    const auto* call = llvm::dyn_cast<clang::CallExpr>(part);
    return !call || ClassifyPredicate(unit_.scope, call) != "";
  });
  const Subjects subjects(unit_.context, unit_.scope, *unit_.written);
  const Detector detector = ClassifyDetector(subjects, function_, owner, guards_error, asks_predicate);
  if (!detector.verdict) return;
  model::Site& site = AddSite(model::Kind::kDetector, condition->getBeginLoc(), TextOf(unit_.context, condition->getSourceRange()), *detector.verdict);
  if (!detector.verdict->empty()) return;
  site.branch = point->second.number;
  site.basis = detector.basis;
  point->second.detector = site.id;
  path_.push_back(owner);
  point->second.cell = CellForAgain();
  path_.pop_back();
}

// --- predicates and lambdas ---

void FunctionRewriter::VisitCall(const clang::CallExpr* call) {
  if (IsSetjmp(call)) return HookSetjmp(call);
  if (VisitThrowingCall(call) || VisitLibraryCall(call)) return;
  VisitAlgorithm(call);
  Verdict verdict = ClassifyPredicate(unit_.scope, call);
  if (!verdict) return;
  if (verdict->empty() && IsUnused(call)) verdict = "its value is not used";
  if (verdict->empty() && IsAllThatFunctionReturns(call)) verdict = "passed on as it is: the calls of this function are the fault points";
  // The name of an arrow or dot call counts as its place: chains of calls share their beginning.
  model::Site& site = AddSite(model::Kind::kNegation, call->getExprLoc(), TextOf(unit_.context, call->getSourceRange()), *verdict);
  if (!verdict->empty()) return;
  site.asks = PredicateOf(call);
  const std::string cell = CellForAgain();
  std::string hook = std::string(cell.empty() ? "csnake_negate(" : "csnake_negate_again(") + Frame() + ", &" + SiteName(site.id) + ", ";
  if (!cell.empty()) hook += "&" + cell + ", ";
  unit_.edits.Wrap(OffsetOf(call->getBeginLoc()), EndOf(call->getEndLoc()), hook, ")");
}

// Of a state that other places see too: not of what the caller says, and not of a result, of which each call makes its own.
model::FunctionId FunctionRewriter::PredicateOf(const clang::CallExpr* call) const {
  const clang::FunctionDecl* callee = call->getDirectCallee();
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
  if (call->getNumArgs() > 0 || (method && (HasStatusShape(method->getParent()) || HasErrorShape(method->getParent())))) return {};
  const clang::FunctionDecl* pattern = callee->getTemplateInstantiationPattern();
  return model::FunctionId{model::Hash(SignatureOf(unit_, pattern ? pattern : callee))};
}

bool FunctionRewriter::IsAllThatFunctionReturns(const clang::CallExpr* call) const {
  if (!function_->getReturnType()->isBooleanType() || llvm::isa<clang::CXXConversionDecl>(function_) || function_->isOverloadedOperator())
    return false;
  const auto* body = llvm::dyn_cast_or_null<CompoundStmt>(function_->getBody());
  const auto* only = body && body->size() == 1 ? llvm::dyn_cast<clang::ReturnStmt>(body->body_front()) : nullptr;
  const clang::Expr* value = only ? only->getRetValue() : nullptr;
  for (const clang::Expr* before = nullptr; value && value != before;) {
    before = value;
    if (const auto* cleanups = llvm::dyn_cast<clang::ExprWithCleanups>(value)) value = cleanups->getSubExpr();
    value = value->IgnoreParenImpCasts();
    if (const auto* negated = llvm::dyn_cast<clang::UnaryOperator>(value); negated && negated->getOpcode() == clang::UO_LNot)
      value = negated->getSubExpr();
  }
  return value == call;
}

bool FunctionRewriter::IsUnused(const Stmt* stmt) const {
  for (size_t i = path_.size(); i-- > 0; stmt = path_[i]) {
    const Stmt* parent = path_[i];
    if (llvm::isa<clang::ExprWithCleanups, clang::ParenExpr>(parent)) continue;
    if (const auto* cast = llvm::dyn_cast<clang::CastExpr>(parent)) return cast->getCastKind() == clang::CK_ToVoid;
    if (llvm::isa<clang::IfStmt>(parent) || IsLoop(parent)) return stmt != ConditionOf(parent);
    return llvm::isa<CompoundStmt, clang::LabelStmt, clang::SwitchCase>(parent);
  }
  return false;
}

std::string FunctionRewriter::CellForAgain() {
  if (sets_jump_ || coroutine_ || !std::ranges::any_of(path_, IsLoop)) return "";
  const std::string cell = "csnake_c" + std::to_string(++unit_.names_used);
  unit_.edits.Before(body_wrap_) += "csnake_cell " + cell + " = {{0, 0}, 0, 0}; ";
  return cell;
}

void FunctionRewriter::HookSetjmp(const clang::CallExpr* call) {
  const std::string loop = "csnake_j" + std::to_string(++unit_.names_used);
  unit_.edits.Before(body_wrap_) += "csnake_loop* volatile " + loop + " = 0; ";
  unit_.edits.Wrap(OffsetOf(call->getBeginLoc()), EndOf(call->getEndLoc()), "csnake_landed(" + Frame() + ", &" + loop + ", ", ")");
}

void FunctionRewriter::VisitLambda(const clang::LambdaExpr* lambda) {
  for (const clang::Expr* init : lambda->capture_inits()) Visit(init);
  const CompoundStmt* body = BlockOf(lambda->getCallOperator()->getBody());
  if (!body || lambda->getCallOperator()->isConsteval()) return;
  const std::string suffix = "::lambda" + std::to_string(++lambdas_);
  unit_.calls.Add(lambda->getCallOperator());
  const auto& inner = unit_.functions.emplace_back(
      std::make_unique<FunctionRewriter>(unit_, lambda->getCallOperator(), body, info_.name + suffix, signature_ + suffix));
  inner->holder_ = HolderOf(path_, lambda);
  inner->Visit();
}

// --- sites ---

model::Site& FunctionRewriter::AddSite(model::Kind kind, clang::SourceLocation where, const std::string& text, std::string excluded) {
  const clang::PresumedLoc place = unit_.context.getSourceManager().getPresumedLoc(where);
  const std::string key = std::string(model::ToName(kind)) + "|" + signature_ + "|" + text;
  model::Site site;
  site.id = model::SiteId{model::HashMix(model::Hash(key), static_cast<uint64_t>(ordinals_[key]++))};
  site.kind = kind;
  site.file = unit_.catalogue_path(place.getFilename());
  site.line = static_cast<int>(place.getLine());
  site.column = static_cast<int>(place.getColumn());
  site.function = info_.id;
  site.text = text;
  const bool own_error = kind == model::Kind::kThrow || kind == model::Kind::kErrorReturn;
  site.in_loop = own_error && std::ranges::any_of(path_, IsWalk);
  site.excluded = std::move(excluded);
  if (site.excluded.empty()) sites_.push_back(OffsetOf(where));
  const model::SiteId id = site.id;
  return unit_.catalogue.sites.insert_or_assign(id, std::move(site)).first->second;
}

}  // namespace csnake::instrument
