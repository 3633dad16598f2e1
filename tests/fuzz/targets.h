// tests/fuzz/targets.h — everything that reads bytes, each as a function that must neither crash nor leak nor hang.
//
// To add one: its function here and in targets.cc, its name in CMakeLists.txt.
#pragma once

#include <string_view>

namespace csnake::fuzz {

void Spool(std::string_view bytes);      // store::ReadSpools; the bytes are laid over a sound spool.
void Program(std::string_view bytes);    // store::ReadBinaryCatalogue
void Catalogue(std::string_view bytes);  // model::DecodeCatalogue; what it accepts is encoded and decoded to the same.
void Formula(std::string_view bytes);    // model::ParseFormula, likewise.
void Run(std::string_view bytes);        // store::DecodeRun
void Config(std::string_view bytes);     // config::Load
void Listing(std::string_view bytes);    // What test programs print of their tests.

}  // namespace csnake::fuzz
