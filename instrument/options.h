// instrument/options.h — the vocabulary of clang's driver that command_line.cc needs. Private to it and response_file.cc.
#pragma once

#include <algorithm>
#include <string_view>

namespace csnake::instrument {

// Whether a word is one of a list.
bool Any(const auto& list, std::string_view word) { return std::ranges::find(list, word) != list.end(); }

// Whether the next word is the option's value.
bool TakesValue(std::string_view option);

// Asks for something that is no compilation or link of code: -E, -S, --version, a precompiled header ...
bool IsOtherAction(std::string_view option);

// The same, as the value of -Xclang.
bool IsOtherFrontendAction(std::string_view option);

// Only the preprocessor needs it, and clang -E must not have it again: -I, -D, -include, -M* ...
bool IsForPreprocessor(std::string_view option);

// As a word that names a dependency file or target, or asks for one.
bool IsForDependencies(std::string_view option);

// Only the link needs it.
bool IsForLinker(std::string_view option);

// Would write a further file or message at each of several steps, or belongs to one source only.
bool IsForWholeCommand(std::string_view option);

// C++20 modules, or clang's own.
bool IsForModules(std::string_view option);

// Code that does not run on top of a C library: nothing may be added to it.
bool IsFreestanding(std::string_view option);

}  // namespace csnake::instrument
