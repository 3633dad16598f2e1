#include "instrument/unit.h"

#include <clang/AST/Attr.h>
#include <clang/AST/DeclFriend.h>
#include <clang/AST/DeclTemplate.h>

#include <algorithm>

#include "instrument/function_rewriter.h"
#include "instrument/hooks_text.h"
#include "instrument/parse.h"

namespace csnake::instrument {

std::string SignatureOf(const UnitState& unit, const clang::FunctionDecl* function) {
  std::string signature = function->getQualifiedNameAsString() + "(";
  clang::PrintingPolicy policy(unit.context.getLangOpts());
  for (const clang::ParmVarDecl* parameter : function->parameters()) signature += parameter->getType().getAsString(policy) + ",";
  signature += ")";
  if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(function); method && method->isConst()) signature += "const";
  if (!function->isExternallyVisible()) {
    const auto place = unit.context.getSourceManager().getPresumedLoc(function->getLocation());
    signature += "@" + unit.catalogue_path(place.getFilename());
  }
  return signature;
}

namespace {

// A call that must replace its caller's frame leaves no room for a frame of ours.
bool MustTailCall(const clang::Stmt* body) {
  return !ForEachStmt(body, [](const clang::Stmt* stmt) {
    const auto* attributed = llvm::dyn_cast<clang::AttributedStmt>(stmt);
    return !attributed || !clang::hasSpecificAttr<clang::MustTailAttr>(attributed->getAttrs());
  });
}

FunctionPlace PlaceOf(const UnitState& unit, const clang::FunctionDecl* function) {
  const auto& sources = unit.context.getSourceManager();
  const auto begin = sources.getPresumedLoc(sources.getExpansionLoc(function->getBeginLoc()));
  const auto end = sources.getPresumedLoc(sources.getExpansionLoc(function->getEndLoc()));
  return {begin.getFilename(), static_cast<int>(begin.getLine()), static_cast<int>(end.getLine()), true};
}

// What a unit was like before a function, so that what is done to the function can be taken back.
class Before {
 public:
  Before(const UnitState& unit, bool needed)
      : edits_(unit.edits.size()), functions_(unit.functions.size()), catalogue_(needed ? unit.catalogue : model::Catalogue()) {}

  // The function's sites stay known, with the reason.
  void Restore(UnitState& unit, const std::string& reason) const {
    unit.edits.Truncate(edits_);
    for (size_t i = functions_; i < unit.functions.size(); ++i) {
      model::Function function = unit.functions[i]->info();
      function.branches.clear();
      unit.catalogue.functions.emplace(function.id, std::move(function));
    }
    unit.functions.resize(functions_);
    for (auto& [id, site] : unit.catalogue.sites)
      if (!catalogue_.sites.contains(id) && site.excluded.empty()) site.excluded = reason;
  }

 private:
  size_t edits_;
  size_t functions_;
  model::Catalogue catalogue_;
};

// The loader calls it while it relocates, before anything that hooks need is there.
bool IsResolver(const UnitState& unit, const clang::FunctionDecl* function) {
  if (!function->getDeclName().isIdentifier()) return false;
  return std::ranges::any_of(unit.context.getTranslationUnitDecl()->decls(), [function](const clang::Decl* decl) {
    const auto* resolved = decl->getAttr<clang::IFuncAttr>();
    return resolved && resolved->getResolver() == function->getName();
  });
}

void RewriteFunction(UnitState& unit, const clang::FunctionDecl* function) {
  if (!function->isImplicit() && unit.scope.Contains(function)) unit.calls.Add(function);
  if (!function->isThisDeclarationADefinition() || !function->doesThisDeclarationHaveABody() || function->isImplicit()) return;
  if (function->isConstexpr() || function->isDefaulted() || !unit.scope.Contains(function)) return;
  if (function->hasAttr<clang::NakedAttr>() || IsResolver(unit, function)) return;
  const clang::CompoundStmt* block = FunctionRewriter::BlockOf(function->getBody());
  if (!block || MustTailCall(block) || unit.context.getSourceManager().isMacroBodyExpansion(block->getBeginLoc())) return;
  const size_t number = unit.places.size();
  unit.places.push_back(PlaceOf(unit, function));
  const auto left_out = unit.left_out.find(number);
  const Before before(unit, left_out != unit.left_out.end());
  const auto& rewriter = unit.functions.emplace_back(
      std::make_unique<FunctionRewriter>(unit, function, block, function->getQualifiedNameAsString(), SignatureOf(unit, function)));
  rewriter->Visit();
  if (left_out == unit.left_out.end()) return;
  before.Restore(unit, left_out->second);
  unit.places[number].hooked = false;
}

// Lambdas that initialise a variable or member outside functions.
void RewriteLambdas(UnitState& unit, const clang::ValueDecl* owner, const clang::Expr* initializer) {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(owner);
  if (!initializer || !unit.scope.Contains(owner) || (variable && variable->isConstexpr())) return;
  std::string signature = owner->getQualifiedNameAsString();
  if (!owner->isExternallyVisible())
    signature += "@" + unit.catalogue_path(unit.context.getSourceManager().getPresumedLoc(owner->getLocation()).getFilename());
  int lambdas = 0;
  ForEachStmt(initializer, [&](const clang::Stmt* stmt) {
    const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(stmt);
    const clang::CompoundStmt* block = lambda ? FunctionRewriter::BlockOf(lambda->getCallOperator()->getBody()) : nullptr;
    if (!block || lambda->getCallOperator()->isConsteval() || MustTailCall(block)) return true;
    const std::string suffix = "::lambda" + std::to_string(++lambdas);
    unit.calls.Add(lambda->getCallOperator());
    const auto& rewriter = unit.functions.emplace_back(std::make_unique<FunctionRewriter>(
        unit, lambda->getCallOperator(), block, owner->getQualifiedNameAsString() + suffix, signature + suffix));
    rewriter->Visit();
    return true;
  });
}

std::string Quote(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += "\\n";
    else if (c == '"' || c == '\\') out += std::string("\\") + c;
    else if (c == '?') out += "\\?";  // No trigraphs.
    else if (static_cast<unsigned char>(c) < 32) out += c == '\t' ? "\\t" : " ";
    else out += c;
  }
  return out;
}

std::string Sites(const model::Catalogue& catalogue, bool cxx) {
  std::string text;
  for (const auto& [id, site] : catalogue.sites) {
    if (!site.excluded.empty()) continue;
    const std::string name = "csnake_s_" + model::ToHex(id.value);
    text += std::string("__attribute__((section(\"csnake_sites\"), visibility(\"hidden\"), no_sanitize(\"address\")") +
            (cxx ? ")) inline" : ", weak))") + " csnake_site " + name + " = {0x" + model::ToHex(id.value) + "ull, " +
            std::to_string(static_cast<int>(site.kind)) + ", 1, 0, 0, 0};\n";
  }
  return text;
}

std::string Registration(bool cxx) {
  const std::string c = cxx ? "extern \"C\" " : "extern ";
  std::string text;
  for (const char* edge : {"__start_csnake_sites", "__stop_csnake_sites"})
    text += c + "csnake_site " + edge + "[] __attribute__((visibility(\"hidden\"), weak));\n";
  return text + "__attribute__((constructor(101), used)) static void csnake_module_begin(void) "
                "{ csnake_register(__start_csnake_sites, __stop_csnake_sites); }\n"
                "__attribute__((destructor(101), used)) static void csnake_module_end(void) "
                "{ csnake_unregister(__start_csnake_sites); }\n";
}

std::string Embed(const model::Catalogue& catalogue) {
  std::string text = "__attribute__((section(\"csnake_info\"), used, retain, no_sanitize(\"address\"))) static const char csnake_info_text[] =\n";
  const std::string encoded = model::Encode(catalogue);
  for (size_t begin = 0; begin < encoded.size();) {
    const size_t end = encoded.find('\n', begin) + 1;
    text += "\"" + Quote(encoded.substr(begin, end - begin)) + "\"\n";
    begin = end;
  }
  return text + ";\n";
}

}  // namespace

void RewriteDeclarations(UnitState& unit, const clang::Decl* decl) {
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(decl)) return RewriteFunction(unit, function);
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(decl)) return RewriteLambdas(unit, variable, variable->getInit());
  if (const auto* field = llvm::dyn_cast<clang::FieldDecl>(decl)) return RewriteLambdas(unit, field, field->getInClassInitializer());
  if (const auto* pattern = llvm::dyn_cast<clang::FunctionTemplateDecl>(decl)) return RewriteDeclarations(unit, pattern->getTemplatedDecl());
  if (const auto* pattern = llvm::dyn_cast<clang::ClassTemplateDecl>(decl)) return RewriteDeclarations(unit, pattern->getTemplatedDecl());
  if (const auto* befriended = llvm::dyn_cast<clang::FriendDecl>(decl)) {
    if (const clang::Decl* inner = befriended->getFriendDecl()) RewriteDeclarations(unit, inner);
    return;
  }
  if (const auto* instance = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(decl))
    if (!instance->isExplicitSpecialization()) return;
  if (llvm::isa<clang::NamespaceDecl, clang::CXXRecordDecl>(decl) && !unit.scope.Contains(decl)) return;
  if (!llvm::isa<clang::TranslationUnitDecl, clang::NamespaceDecl, clang::CXXRecordDecl, clang::LinkageSpecDecl, clang::ExportDecl>(decl)) return;
  for (const clang::Decl* inner : llvm::cast<clang::DeclContext>(decl)->decls()) RewriteDeclarations(unit, inner);
}

namespace {

// The catalogue and all edits of the unit; in the result, what else is known by then.
UnitState Hook(const UnitRequest& request, clang::ASTContext& context, const Scope& scope, UnitResult& result) {
  UnitState unit{context, scope, *request.library, request.catalogue_path, request.error_types, CallGraph(scope), {}, {}, 0, {}, request.left_out, {}, {}};
  RewriteDeclarations(unit, context.getTranslationUnitDecl());
  unit.calls.Solve();
  for (const auto& function : unit.functions) function->Finish();
  result.hooked = !unit.edits.empty();
  result.functions = std::move(unit.places);
  if (result.hooked || !unit.catalogue.sites.empty()) unit.catalogue.units.emplace(request.file, "");
  return unit;
}

// Behind the unit's text.
std::string Behind(const UnitState& unit, bool hooked) {
  if (unit.catalogue.units.empty()) return "";
  return "\n" + std::string(kOurs) + (hooked ? Registration(unit.context.getLangOpts().CPlusPlus) : "") + Embed(unit.catalogue);
}

UnitResult Rewrite(const UnitRequest& request, clang::ASTContext& context) {
  const Scope scope(context.getSourceManager(), request.included, request.named);
  UnitResult result;
  UnitState unit = Hook(request, context, scope, result);
  const clang::LangOptions& language = context.getLangOpts();
  result.text = !result.hooked ? request.text
                               : InFront(HooksFor(language) + Sites(unit.catalogue, language.CPlusPlus), unit.edits.Apply(request.text));
  result.text += Behind(unit, result.hooked);
  result.catalogue = std::move(unit.catalogue);
  return result;
}

}  // namespace

std::string HooksFor(const clang::LangOptions& language) {
  return std::string(language.CPlusPlus11 ? kHooksCxx : language.CPlusPlus ? kHooksCxx98 : kHooksC) + "\n";
}

UnitResult RewriteRest(const UnitRequest& request, clang::ASTContext& context, std::string_view text, size_t rest_at) {
  const Scope scope(context.getSourceManager(), request.included, request.named);
  UnitResult result;
  UnitState unit = Hook(request, context, scope, result);
  if (result.hooked) result.text = std::string(kOurs) + Sites(unit.catalogue, context.getLangOpts().CPlusPlus);
  result.text += unit.edits.Apply(text).substr(rest_at) + Behind(unit, result.hooked);
  result.catalogue = std::move(unit.catalogue);
  return result;
}

model::Result<UnitResult> RewriteUnit(const UnitRequest& request) {
  UnitResult result;
  if (!ParseText(request.text, request.name, request.arguments, request.included, request.named,
                 [&](clang::ASTContext& context) { result = Rewrite(request, context); }))
    return model::Fail(model::Code::kInvalidArgument, request.name + ": Clang cannot parse the preprocessed unit");
  return result;
}

std::string WithReason(const std::string& text, const std::string& file, const std::string& reason) {
  model::Catalogue catalogue;
  catalogue.units.emplace(file, reason);
  return text + "\n" + std::string(kOurs) + Embed(catalogue);
}

std::string InFront(const std::string& prologue, const std::string& text) {
  // `# 1 "a.cc"` names the unit; what follows enters it again.
  const size_t end = text.starts_with("# 1 \"") ? text.find('\n') + 1 : 0;
  return text.substr(0, end) + std::string(kOurs) + prologue + (end > 0 ? text.substr(0, end) : "") + text.substr(end);
}

}  // namespace csnake::instrument
