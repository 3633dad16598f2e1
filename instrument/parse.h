// instrument/parse.h — from preprocessed text to an AST that has what the analysis looks at, and little more.
//
// Most of a unit's text comes from system headers, and most of the parser's time goes into the bodies of their
// functions and into instances of their templates. No fault point lies there, so both are left out: functions of system
// headers have no bodies, unless they are constexpr or their return type is deduced from them, and of templates only
// those of the target are instantiated.
#pragma once

#include <clang/AST/ASTContext.h>
#include <llvm/ADT/STLFunctionalExtras.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <functional>
#include <string>
#include <vector>

#include "instrument/scope.h"

namespace clang {
class CompilerInstance;
}

namespace csnake::instrument {

// Calls `use` once with the AST, which does not outlive the call. Returns false when Clang finds errors in the text;
// then `use` was not called. False too when Clang or `use` crashes: what `use` has made is to be dropped. `included`:
// by line-marker file name, whether code is the target's own; `named`: the same of system headers.
bool ParseText(const std::string& text, const std::string& name, const std::vector<std::string>& arguments,
               const std::function<bool(const std::string&)>& included,
               const std::function<bool(const std::string&)>& named,
               const std::function<void(clang::ASTContext&)>& use);

// The real files, and on top of them one whose content is in memory, which must outlive them.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> WithFile(const std::string& name, llvm::MemoryBufferRef content);

// Whether `work` came to its end: a fault of Clang's own, or of ours, costs the unit its hooks, not the build.
bool Survives(llvm::function_ref<void()> work);

// The two halves of that, for a parser which is there already: whether the body of a function may be left out, and
// `use` of what was parsed so far, with the target's own templates instantiated.
bool MaySkipBodyOf(const clang::CompilerInstance& compiler, const Scope& scope, const clang::Decl* decl);
void LookAtOwn(clang::CompilerInstance& compiler, const Scope& scope,
               const std::function<void(clang::ASTContext&)>& use);

}  // namespace csnake::instrument
