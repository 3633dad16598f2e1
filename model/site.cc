#include "model/site.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace csnake::model {
namespace {

constexpr std::array<std::pair<Kind, std::string_view>, 7> kKinds = {{{Kind::kThrow, "throw"},
                                                                       {Kind::kErrorReturn, "error_return"},
                                                                       {Kind::kLibraryError, "library_error"},
                                                                       {Kind::kNegation, "negation"},
                                                                       {Kind::kDetector, "detector"},
                                                                       {Kind::kDelay, "delay"},
                                                                       {Kind::kBranch, "branch"}}};

// Fields are separated by tabs, records by newlines; both are escaped inside fields.
std::string Escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\t') out += "\\t";
    else if (c == '\n') out += "\\n";
    else if (c == '\\') out += "\\\\";
    else out += c;
  }
  return out;
}

std::string Unescape(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) out += text[i];
    else if (const char c = text[++i]; c == 't') out += '\t';
    else if (c == 'n') out += '\n';
    else out += c;
  }
  return out;
}

std::vector<std::string_view> Split(std::string_view line, char separator) {
  std::vector<std::string_view> fields;
  for (size_t begin = 0;;) {
    const size_t end = line.find(separator, begin);
    fields.push_back(line.substr(begin, end == std::string_view::npos ? end : end - begin));
    if (end == std::string_view::npos) return fields;
    begin = end + 1;
  }
}

bool ToInt(std::string_view text, int& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

bool DecodeSite(const std::vector<std::string_view>& f, Catalogue& catalogue) {
  if (f.size() != 16) return false;
  const auto id = FromHex(f[1]);
  const auto kind = KindFromName(f[2]);
  const auto function = FromHex(f[6]);
  const auto asks = FromHex(f[15]);
  Site site;
  int forced_to = 0;
  int pause = 0;
  int in_loop = 0;
  if (!id || !kind || !function || !asks || !ToInt(f[4], site.line) || !ToInt(f[5], site.column) || !ToInt(f[8], site.guard) ||
      !ToInt(f[9], forced_to) || !ToInt(f[10], site.branch) || !ToInt(f[11], pause) ||
      pause < 0 || pause > static_cast<int>(Pause::kAlways) || !ToInt(f[12], in_loop))
    return false;
  site.id = SiteId{*id};
  site.kind = *kind;
  site.file = Unescape(f[3]);
  site.function = FunctionId{*function};
  site.text = Unescape(f[7]);
  site.guard_forced_to = forced_to != 0;
  site.pause = static_cast<Pause>(pause);
  site.in_loop = in_loop != 0;
  site.excluded = Unescape(f[13]);
  site.basis = Unescape(f[14]);
  site.asks = FunctionId{*asks};
  Catalogue part;
  part.sites.emplace(site.id, std::move(site));
  catalogue.Merge(std::move(part));
  return true;
}

bool DecodeFunction(const std::vector<std::string_view>& f, Catalogue& catalogue) {
  if (f.size() != 6) return false;
  const auto id = FromHex(f[1]);
  Function function;
  if (!id || !ToInt(f[4], function.line) || !ToInt(f[5], function.branches_unrecorded)) return false;
  function.id = FunctionId{*id};
  function.name = Unescape(f[2]);
  function.file = Unescape(f[3]);
  catalogue.functions.emplace(function.id, std::move(function));
  return true;
}

bool DecodeUnit(const std::vector<std::string_view>& f, Catalogue& catalogue) {
  if (f.size() != 3) return false;
  Catalogue part;
  part.units.emplace(Unescape(f[1]), Unescape(f[2]));
  catalogue.Merge(std::move(part));
  return true;
}

bool DecodeBranch(const std::vector<std::string_view>& f, Catalogue& catalogue) {
  if (f.size() != 5) return false;
  const auto id = FromHex(f[1]);
  Branch branch;
  if (!id || !ToInt(f[2], branch.number) || !ToInt(f[3], branch.line) || branch.number < 0 || branch.number > 63)
    return false;
  const auto function = catalogue.functions.find(FunctionId{*id});
  auto condition = ParseFormula(Unescape(f[4]));
  if (function == catalogue.functions.end() || !condition) return false;
  branch.condition = *std::move(condition);
  auto& branches = function->second.branches;
  if (std::ranges::find(branches, branch.number, &Branch::number) == branches.end()) branches.push_back(std::move(branch));
  return true;
}

}  // namespace

std::string_view ToName(Kind kind) {
  const auto found = std::ranges::find(kKinds, kind, &std::pair<Kind, std::string_view>::first);
  return found == kKinds.end() ? "unknown" : found->second;
}

std::optional<Kind> KindFromName(std::string_view name) {
  const auto found = std::ranges::find(kKinds, name, &std::pair<Kind, std::string_view>::second);
  return found == kKinds.end() ? std::nullopt : std::optional(found->first);
}

bool Catalogue::IsStable(std::string_view term) const {
  while (!term.empty()) {
    const size_t end = std::min(term.find(' '), term.size());
    std::string_view operand = term.substr(0, end);
    operand.remove_prefix(std::min(operand.find_first_not_of('('), operand.size()));
    if (mutated.contains(std::string(operand.substr(0, operand.find('.'))))) return false;
    term.remove_prefix(std::min(end + 1, term.size()));
  }
  return true;
}

const Site* Catalogue::Find(SiteId id) const {
  const auto found = sites.find(id);
  return found == sites.end() ? nullptr : &found->second;
}

const Function* Catalogue::Find(FunctionId id) const {
  const auto found = functions.find(id);
  return found == functions.end() ? nullptr : &found->second;
}

void Catalogue::Merge(Catalogue other) {
  for (auto& [id, site] : other.sites) {
    const auto [place, inserted] = sites.try_emplace(id, site);
    if (!inserted && !place->second.excluded.empty() && site.excluded.empty()) place->second = std::move(site);
  }
  functions.merge(other.functions);
  for (auto& [file, reason] : other.units)
    if (std::string& known = units[file]; known.empty()) known = std::move(reason);
  mutated.merge(other.mutated);
}

uint64_t Catalogue::Fingerprint() const {
  uint64_t hash = kHashSeed;
  for (const auto& [id, site] : sites) {
    if (!site.excluded.empty()) continue;
    hash = HashMix(hash, id.value);
    hash = HashMix(hash, static_cast<uint64_t>(site.guard + 1) * 2 + (site.guard_forced_to ? 1 : 0));
  }
  for (const auto& [id, function] : functions) {
    hash = HashMix(hash, id.value);
    for (const Branch& branch : function.branches) hash = Hash(ToText(branch.condition), hash);
  }
  return hash;
}

std::string Encode(const Catalogue& catalogue) {
  std::string text = "csnake-catalogue\t4\n";
  const auto add = [&text](std::initializer_list<std::string> fields) {
    for (bool first = true; const std::string& field : fields) {
      if (!std::exchange(first, false)) text += '\t';
      text += field;
    }
    text += '\n';
  };
  for (const auto& [id, f] : catalogue.functions) {
    add({"F", ToHex(id.value), Escape(f.name), Escape(f.file), std::to_string(f.line), std::to_string(f.branches_unrecorded)});
    for (const Branch& b : f.branches)
      add({"B", ToHex(id.value), std::to_string(b.number), std::to_string(b.line), Escape(ToText(b.condition))});
  }
  for (const auto& [id, s] : catalogue.sites)
    add({"S", ToHex(id.value), std::string(ToName(s.kind)), Escape(s.file), std::to_string(s.line),
         std::to_string(s.column), ToHex(s.function.value), Escape(s.text), std::to_string(s.guard),
         std::to_string(s.guard_forced_to ? 1 : 0), std::to_string(s.branch), std::to_string(static_cast<int>(s.pause)),
         std::to_string(s.in_loop ? 1 : 0), Escape(s.excluded), Escape(s.basis), ToHex(s.asks.value)});
  for (const auto& [file, reason] : catalogue.units) add({"U", Escape(file), Escape(reason)});
  for (const std::string& term : catalogue.mutated) add({"M", Escape(term)});
  return text;
}

Result<Catalogue> DecodeCatalogue(std::string_view text) {
  Catalogue catalogue;
  int number = 0;
  for (const std::string_view line : Split(text, '\n')) {
    ++number;
    if (line.empty()) continue;
    const auto fields = Split(line, '\t');
    bool good = false;
    if (fields[0] == "S") good = DecodeSite(fields, catalogue);
    else if (fields[0] == "F") good = DecodeFunction(fields, catalogue);
    else if (fields[0] == "B") good = DecodeBranch(fields, catalogue);
    else if (fields[0] == "M") good = fields.size() == 2 && (catalogue.mutated.insert(Unescape(fields[1])), true);
    else if (fields[0] == "U") good = DecodeUnit(fields, catalogue);
    else if (fields[0] == "csnake-catalogue") good = fields.size() == 2 && fields[1] == "4";
    if (!good)
      return Fail(Code::kCorrupt, "site catalogue: record " + std::to_string(number) +
                                      " cannot be read; rebuild the target with this version of csnake-c++");
  }
  return catalogue;
}

}  // namespace csnake::model
