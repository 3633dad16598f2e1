#include "instrument/call_graph.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/AST/StmtCXX.h>

#include <algorithm>

namespace csnake::instrument {
namespace {

using clang::FunctionDecl;

// All instances of a template are one function.
const FunctionDecl* Pattern(const FunctionDecl* function) {
  const FunctionDecl* pattern = function->getTemplateInstantiationPattern();
  return (pattern ? pattern : function)->getCanonicalDecl();
}

bool IsStandard(const clang::Decl* decl) {
  for (const clang::DeclContext* at = decl->getDeclContext(); at; at = at->getParent())
    if (const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(at); space && space->getParent()->isTranslationUnit())
      return space->getName() == "std" || space->getName() == "__gnu_cxx";
  return false;
}

// Standard classes that hold code without showing its type.
bool HidesCode(const clang::CXXRecordDecl* record) {
  const llvm::StringRef name = record->getDeclName().isIdentifier() ? record->getName() : "";
  return name == "function" || name == "move_only_function" || name == "packaged_task" || name == "any" || name == "_Any_data" ||
         name == "shared_ptr" || name == "coroutine_handle";
}

bool IsOperator(const FunctionDecl* function) {
  return function->isOverloadedOperator() || llvm::isa<clang::CXXConversionDecl>(function);
}

}  // namespace

void CallGraph::Calls::Add(const Calls& other) {
  callees.insert(other.callees.begin(), other.callees.end());
  operators |= other.operators;
  unknown |= other.unknown;
}

CallGraph::Node& CallGraph::Of(const FunctionDecl* function) { return nodes_[Pattern(function)]; }

void CallGraph::Add(const FunctionDecl* function) {
  Node& node = Of(function);
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
  if (IsOperator(function) && (!method || IsStandard(method->getParent()))) operators_.insert(Pattern(function));
  if (!function->doesThisDeclarationHaveABody()) return;
  node.defined = true;
  for (const Place& place : PlacesIn(function->getBody())) node.calls.Add(place.calls);
  std::set<const clang::Decl*> seen;
  if (const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(function))
    for (const clang::CXXCtorInitializer* init : constructor->inits())
      for (const Place& place : FindPlaces(init->getInit())) node.calls.Add(place.calls);
  if (llvm::isa<clang::CXXConstructorDecl, clang::CXXDestructorDecl>(function)) AddRecord(method->getParent(), node.calls, seen);
}

void CallGraph::Solve() {
  for (bool changed = true; changed;) {
    changed = false;
    for (auto& [function, node] : nodes_) {
      if (node.looks || (node.defined && !MayLook(node.calls))) continue;
      node.looks = changed = true;
    }
  }
}

bool CallGraph::MayLook(const Calls& calls) const {
  const auto any_looks = [this](const std::set<const FunctionDecl*>& callees) {
    return std::ranges::any_of(callees, [this](const FunctionDecl* callee) {
      const auto node = nodes_.find(callee);
      return node == nodes_.end() || node->second.looks;
    });
  };
  return calls.unknown || any_looks(calls.callees) || (calls.operators && any_looks(operators_));
}

const std::vector<CallGraph::Place>& CallGraph::PlacesIn(const clang::Stmt* body) {
  const auto [places, inserted] = places_.try_emplace(body);
  if (inserted) places->second = FindPlaces(body);
  return places->second;
}

std::vector<CallGraph::Place> CallGraph::FindPlaces(const clang::Stmt* body) const {
  std::vector<Place> places;
  ForEachStmt(body, [&](const clang::Stmt* stmt) {
    Place place{stmt, {}};
    AddStmt(stmt, place.calls);
    if (place.calls.unknown || place.calls.operators || !place.calls.callees.empty()) places.push_back(std::move(place));
    return true;
  });
  return places;
}

void CallGraph::AddStmt(const clang::Stmt* stmt, Calls& calls) const {
  std::set<const clang::Decl*> seen;
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(stmt)) return AddCall(call, calls);
  if (const auto* construct = llvm::dyn_cast<clang::CXXConstructExpr>(stmt)) {
    for (const clang::Expr* argument : construct->arguments())
      if (!scope_.Contains(construct->getConstructor())) AddType(argument->getType(), calls, seen);
    return AddRecord(construct->getConstructor()->getParent(), calls, seen);
  }
  if (const auto* bound = llvm::dyn_cast<clang::CXXBindTemporaryExpr>(stmt)) return AddType(bound->getType(), calls, seen);
  if (const auto* removed = llvm::dyn_cast<clang::CXXDeleteExpr>(stmt)) return AddType(removed->getDestroyedType(), calls, seen);
  if (const auto* argument = llvm::dyn_cast<clang::CXXDefaultArgExpr>(stmt)) {
    for (const Place& place : FindPlaces(argument->getExpr())) calls.Add(place.calls);
    return;
  }
  if (const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(stmt)) {
    for (const clang::Expr* init : lambda->capture_inits())
      if (init) AddType(init->getType(), calls, seen);
    return;
  }
  if (const auto* declared = llvm::dyn_cast<clang::DeclStmt>(stmt)) {
    for (const clang::Decl* decl : declared->decls())
      if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(decl); variable && !variable->getType()->isReferenceType() && !variable->getType()->isPointerType())
        AddType(variable->getType(), calls, seen);
    return;
  }
  calls.unknown |= llvm::isa<clang::CXXUnresolvedConstructExpr, clang::CoroutineSuspendExpr, clang::DependentCoawaitExpr, clang::CXXDefaultInitExpr>(stmt);
}

void CallGraph::AddCall(const clang::CallExpr* call, Calls& calls) const {
  const FunctionDecl* callee = call->getDirectCallee();
  if (!callee) {
    calls.unknown = true;
    return;
  }
  const auto* member = llvm::dyn_cast<clang::MemberExpr>(call->getCallee()->IgnoreParenImpCasts());
  const bool may_be_overridden = llvm::isa<clang::CXXMemberCallExpr>(call) && !(member && member->hasQualifier());
  AddFunction(callee, may_be_overridden, calls);
  if (calls.unknown || scope_.Contains(callee)) return;
  std::set<const clang::Decl*> seen;
  for (const clang::Expr* argument : call->arguments()) AddType(argument->getType(), calls, seen);
  if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee)) AddRecord(method->getParent(), calls, seen);
  if (const auto* arguments = callee->getTemplateSpecializationArgs()) AddTemplateArguments(arguments->asArray(), calls, seen);
}

void CallGraph::AddFunction(const FunctionDecl* callee, bool may_be_overridden, Calls& calls) const {
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
  if (scope_.Contains(callee)) {
    if (method && method->isVirtual() && may_be_overridden) calls.unknown = true;
    else if (!callee->isImplicit() && !callee->isDefaulted()) calls.callees.insert(Pattern(callee));
    return;
  }
  if (callee->getBuiltinID() != 0 || callee->isReplaceableGlobalAllocationFunction()) return;
  if (!IsStandard(callee) || (method && HidesCode(method->getParent()))) calls.unknown = true;
}

void CallGraph::AddTemplateArguments(llvm::ArrayRef<clang::TemplateArgument> arguments, Calls& calls, std::set<const clang::Decl*>& seen) const {
  for (const clang::TemplateArgument& argument : arguments) {
    if (argument.getKind() == clang::TemplateArgument::Type) AddType(argument.getAsType(), calls, seen);
    else if (argument.getKind() == clang::TemplateArgument::Pack) AddTemplateArguments(argument.getPackAsArray(), calls, seen);
    else if (argument.getKind() != clang::TemplateArgument::Integral) calls.unknown = true;
  }
}

void CallGraph::AddType(clang::QualType type, Calls& calls, std::set<const clang::Decl*>& seen) const {
  if (type.isNull()) {  // Of a list in parentheses whose meaning depends on template arguments.
    calls.unknown = true;
    return;
  }
  type = type.getCanonicalType().getNonReferenceType();
  while (type->isPointerType() || type->isArrayType())
    type = type->isPointerType() ? type->getPointeeType() : clang::QualType(type->getArrayElementTypeNoTypeQual(), 0);
  if (type->isDependentType() || type->isFunctionType() || type->isMemberPointerType()) calls.unknown = true;
  else if (const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl()) AddRecord(record, calls, seen);
}

// What happens to objects of a class without being called by name: it is made, copied, compared, destroyed.
void CallGraph::AddRecord(const clang::CXXRecordDecl* record, Calls& calls, std::set<const clang::Decl*>& seen) const {
  record = record->getDefinition() ? record->getDefinition() : record->getCanonicalDecl();
  if (calls.unknown || !seen.insert(record).second) return;
  if (IsStandard(record) || record->isInStdNamespace()) {
    if (HidesCode(record)) calls.unknown = true;
    if (const auto* instance = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record))
      AddTemplateArguments(instance->getTemplateArgs().asArray(), calls, seen);
    return;
  }
  if (!scope_.Contains(record)) {
    calls.unknown |= !record->hasDefinition() || !record->isTrivial();
    return;
  }
  if (!record->hasDefinition()) return;
  if (const auto* destructor = record->getDestructor(); destructor && destructor->isVirtual()) calls.unknown = true;
  for (const clang::Decl* decl : record->decls()) {
    const clang::Decl* inner = decl;
    if (const auto* pattern = llvm::dyn_cast<clang::FunctionTemplateDecl>(decl)) inner = pattern->getTemplatedDecl();
    const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(inner);
    const bool special = method && (IsOperator(method) || llvm::isa<clang::CXXConstructorDecl, clang::CXXDestructorDecl>(method));
    if (special && !method->isImplicit() && !method->isDefaulted() && !method->isDeleted()) calls.callees.insert(Pattern(method));
    if (const auto* field = llvm::dyn_cast<clang::FieldDecl>(decl); field && !field->getType()->isReferenceType() && !field->getType()->isPointerType())
      AddType(field->getType(), calls, seen);
  }
  for (const clang::CXXBaseSpecifier& base : record->bases()) AddType(base.getType(), calls, seen);
  calls.operators = true;
}

}  // namespace csnake::instrument
