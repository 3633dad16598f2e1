// unit/model/random_values.h — formulas and catalogues that could occur, from a generator whose seed the test prints.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "model/site.h"

namespace csnake::model {

class RandomValues {
 public:
  explicit RandomValues(unsigned seed) : random_(seed) {}

  size_t Below(size_t limit) { return static_cast<size_t>(random_() % limit); }
  int Small() { return static_cast<int>(Below(200)) - 10; }

  std::string Text() {
    static const std::string kLetters = "ab \t\n\\()=:\"'@.0é~";
    std::string text;
    for (size_t i = Below(12); i > 0; --i) text += kLetters[Below(kLetters.size())];
    return text;
  }

  std::string Name() {
    static const std::vector<std::string> kNames = {"n@2", "kv::Node::options_.replicas", "s.empty()@7", "x", "a b(c", ")", "", "\t"};
    return kNames[Below(kNames.size())];
  }

  Formula Boolean(int depth) {
    if (depth == 0) return Below(3) == 0 ? Apply(Below(2) == 0 ? Op::kTrue : Op::kFalse, {}) : Term(Name(), Sort::kBoolean, Below(2) == 0);
    const Op op = static_cast<Op>(Below(10) + static_cast<size_t>(Op::kAnd));
    std::vector<Formula> arguments;
    switch (op) {
      case Op::kAnd: case Op::kOr:
        for (size_t i = Below(4); i > 0; --i) arguments.push_back(Boolean(depth - 1));
        break;
      case Op::kNot: arguments = {Boolean(depth - 1)}; break;
      case Op::kEqual: case Op::kNotEqual:
        if (Below(2) == 0) arguments = {Boolean(depth - 1), Boolean(depth - 1)};
        else arguments = {Integer(depth - 1), Integer(depth - 1)};
        break;
      case Op::kLess: case Op::kLessEqual: case Op::kGreater: case Op::kGreaterEqual: arguments = {Integer(depth - 1), Integer(depth - 1)}; break;
      default: return Apply(Op::kIfThenElse, {Boolean(depth - 1), Boolean(depth - 1), Boolean(depth - 1)});
    }
    return Apply(op, std::move(arguments));
  }

  Formula Integer(int depth) {
    if (depth == 0) return Below(2) == 0 ? model::Integer(static_cast<int64_t>(random_())) : Term(Name(), Sort::kInteger, Below(2) == 0);
    switch (Below(5)) {
      case 0: return Apply(Op::kAdd, {Integer(depth - 1), Integer(depth - 1)});
      case 1: return Apply(Op::kSubtract, {Integer(depth - 1), Integer(depth - 1)});
      case 2: return Apply(Op::kSubtract, {Integer(depth - 1)});
      case 3: return Apply(Op::kMultiply, {Integer(depth - 1), Integer(depth - 1)});
      default: return Apply(Op::kIfThenElse, {Boolean(depth - 1), Integer(depth - 1), Integer(depth - 1)});
    }
  }

  model::Catalogue SomeCatalogue() {
    model::Catalogue catalogue;
    for (size_t i = Below(4); i > 0; --i) {
      Function function;
      function.id = FunctionId{random_()};
      function.name = Text();
      function.file = Text();
      function.line = Small();
      function.branches_unrecorded = Small();
      for (int number = 0; Below(3) != 0 && number < 64; ++number) function.branches.push_back({number, Small(), Boolean(2)});
      catalogue.functions.emplace(function.id, function);
    }
    for (size_t i = Below(5); i > 0; --i) {
      Site site;
      site.id = SiteId{random_()};
      site.kind = static_cast<Kind>(Below(7) + 1);
      site.file = Text();
      site.line = Small();
      site.column = Small();
      site.function = FunctionId{random_()};
      site.text = Text();
      site.guard = Small();
      site.guard_forced_to = Below(2) == 0;
      site.branch = Small();
      site.pause = static_cast<Pause>(Below(3));
      site.excluded = Text();
      site.basis = Text();
      catalogue.sites.emplace(site.id, site);
    }
    for (size_t i = Below(3); i > 0; --i) catalogue.mutated.insert(Text());
    for (size_t i = Below(3); i > 0; --i) catalogue.units[Text()] = Text();
    return catalogue;
  }

 private:
  std::mt19937_64 random_;
};

inline unsigned NewSeed() { return std::random_device{}(); }

}  // namespace csnake::model
