#include "gate/score.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <span>

#include "gate/story.h"

namespace csnake::gate {
namespace {

namespace fs = std::filesystem;
using model::Code;
using model::Fail;
using model::Result;

using Place = std::pair<std::string, int>;  // File relative to root, line.
using Tags = std::map<std::string, std::set<Place>>;

struct Hop {
  model::Kind kind;
  std::set<Place> places;
  std::string label;
};

struct Entry {
  std::string id;
  Role role = Role::kPlanted;
  bool limited = false;
  std::vector<Hop> hops;
};

// Whether a statement may go on in the line after this one.
bool GoesOn(std::string line) {
  line.resize(std::min(line.find("//"), line.size()));
  const size_t begin = line.find_first_not_of(" \t"), end = line.find_last_not_of(" \t\r");
  if (begin == std::string::npos || line[begin] == '#') return false;
  for (const std::string_view word :
       {"if ", "if(", "for ", "for(", "while ", "while(", "else", "do", "case ", "default"})
    if (std::string_view(line).substr(begin).starts_with(word) && line[end] == ')') return false;
  return std::string_view(";{}:").find(line[end]) == std::string_view::npos;
}

void ReadTags(const fs::path& file, const std::string& relative, Tags& tags) {
  static constexpr std::string_view kMark = "[truth: ";
  std::ifstream in(file);
  std::string line;
  int first = 1;  // Of the statement: the compiler places it there, a formatter the comment at its end.
  for (int number = 1; std::getline(in, line); ++number) {
    for (size_t at = line.find(kMark); at != std::string::npos; at = line.find(kMark, at + 1)) {
      const size_t begin = at + kMark.size();
      const size_t end = line.find(']', begin);
      if (end == std::string::npos) continue;
      for (int place = first; place <= number; ++place) tags[line.substr(begin, end - begin)].insert({relative, place});
    }
    if (!GoesOn(line)) first = number + 1;
  }
}

Tags FindTags(const std::string& root) {
  Tags tags;
  const fs::path top = fs::exists(fs::path(root) / "src") ? fs::path(root) / "src" : fs::path(root);
  std::error_code ignored;
  for (const auto& entry :
       fs::recursive_directory_iterator(top, fs::directory_options::skip_permission_denied, ignored)) {
    static const std::set<std::string> kSources = {".h", ".hh", ".hpp", ".c", ".cc", ".cpp", ".cxx"};
    if (entry.is_regular_file() && kSources.contains(entry.path().extension().string()))
      ReadTags(entry.path(), entry.path().lexically_relative(root).string(), tags);
  }
  return tags;
}

Result<Hop> ReadHop(const YAML::Node& node, const Tags& tags, const std::string& where) {
  const auto kind = model::KindFromName(node["kind"].as<std::string>(""));
  if (!kind) return Fail(Code::kInvalidArgument, where + ": unknown kind `" + node["kind"].as<std::string>("") + "`");
  Hop hop{*kind, {}, std::string(model::ToName(*kind))};
  for (const auto& tag : node["at"]) {
    const auto found = tags.find(tag.as<std::string>());
    if (found == tags.end())
      return Fail(Code::kInvalidArgument,
                  where + ": no source line carries `// [truth: " + tag.as<std::string>() + "]`");
    hop.places.insert(found->second.begin(), found->second.end());
    hop.label += " " + found->first;
  }
  if (hop.places.empty()) return Fail(Code::kInvalidArgument, where + ": a hop needs `at: [NAME]`");
  return hop;
}

Result<std::vector<Entry>> ReadTruth(const std::string& file, const Tags& tags) {
  std::vector<Entry> entries;
  try {
    const YAML::Node root = YAML::LoadFile(file);
    for (const auto& [role, key] : {std::pair(Role::kPlanted, "cycles"), {Role::kUnplanted, "unplanted"}, {Role::kDecoy, "decoys"}}) {
      for (const auto& node : root[key]) {
        Entry entry{node["id"].as<std::string>(), role, node["limited"].as<bool>(false), {}};
        for (const auto& hop_node : node["hops"]) {
          auto hop = ReadHop(hop_node, tags, file + ": " + entry.id);
          if (!hop) return std::unexpected(hop.error());
          entry.hops.push_back(*std::move(hop));
        }
        entries.push_back(std::move(entry));
      }
    }
  } catch (const YAML::BadFile&) {
    return Fail(Code::kNotFound, "cannot read " + file + ": name the target's truth.yml with --truth");
  } catch (const YAML::Exception& error) {
    return Fail(Code::kInvalidArgument, file + ": " + error.what());
  }
  return entries;
}

class Matcher {
 public:
  Matcher(const model::Catalogue& catalogue, const model::Findings& findings)
      : catalogue_(catalogue), findings_(findings) {}

  bool Is(const model::Fault& fault, const Hop& hop) const {
    const model::Site* site = catalogue_.Find(fault.site);
    return site && fault.kind == hop.kind && hop.places.contains({site->file, site->line});
  }

  bool Finds(const model::Cycle& cycle, const Entry& entry, Rule rule) const {
    const auto faults = FaultsOf(findings_, cycle);
    if (rule == Rule::kAlone)
      return faults.size() == 1 &&
             std::ranges::any_of(entry.hops, [&](const Hop& hop) { return Is(faults.front(), hop); });
    const auto measured = static_cast<size_t>(
        std::ranges::count_if(cycle.edges, [&](size_t e) { return !IsStructural(findings_.edges[e].type); }));
    if (measured != entry.hops.size()) return false;  // Each hop is one propagation.
    for (size_t start = 0; start < faults.size(); ++start)
      if (MatchesFrom(cycle, faults, start, entry)) return true;
    return false;
  }

  // "hop -> hop: where there are edges, or why there are none" for each hop.
  Result<std::vector<std::string>> Explain(const Entry& entry, const WhyNoEdge& why) const {
    std::vector<std::string> lines;
    for (size_t i = 0; i < entry.hops.size(); ++i) {
      const Hop& from = entry.hops[i];
      const Hop& to = entry.hops[(i + 1) % entry.hops.size()];
      std::set<std::string> workloads;
      for (const model::Edge& edge : findings_.edges)
        if (Is(edge.cause, from) && Is(edge.effect, to)) workloads.insert(edge.workload);
      std::string text = fmt::format("edge in {}", fmt::join(workloads, ", "));
      if (workloads.empty()) {
        const auto reason = WhyNone(from, to, why);
        if (!reason) return std::unexpected(reason.error());
        text = "no edge" + *reason;
      }
      lines.push_back(fmt::format("{} -> {}: {}", from.label, to.label, text));
    }
    return lines;
  }

 private:
  Result<std::string> WhyNone(const Hop& from, const Hop& to, const WhyNoEdge& why) const {
    for (const Hop* hop : {&from, &to}) {
      std::string excluded;
      if (!FaultsAt(*hop, excluded).empty()) continue;
      return fmt::format(": {} is no fault point{}", hop->label, excluded.empty() ? "" : ": " + excluded);
    }
    if (!why) return "";
    std::string ignored;
    const auto reason = why(FaultsAt(from, ignored), FaultsAt(to, ignored));
    if (!reason) return std::unexpected(reason.error());
    return ": " + *reason;
  }

  // With both outcomes of conditions; `excluded` tells why a site there is no fault.
  std::set<model::Fault> FaultsAt(const Hop& hop, std::string& excluded) const {
    std::set<model::Fault> faults;
    for (const auto& [id, site] : catalogue_.sites) {
      if (site.kind != hop.kind || !hop.places.contains({site.file, site.line})) continue;
      if (!site.excluded.empty()) {
        excluded = site.excluded;
        continue;
      }
      faults.insert({site.id, site.kind, 0});
      if (model::HasOutcomes(site.kind)) faults.insert({site.id, site.kind, 1});
    }
    return faults;
  }

  bool MatchesFrom(const model::Cycle& cycle, const std::vector<model::Fault>& faults, size_t start,
                   const Entry& entry) const {
    size_t hop = 0;
    for (size_t i = 0; i < faults.size(); ++i) {
      const size_t at = (start + i) % faults.size();
      if (hop < entry.hops.size() && Is(faults[at], entry.hops[hop])) {
        ++hop;
        continue;
      }
      const model::Edge& into = findings_.edges[cycle.edges[(at + faults.size() - 1) % faults.size()]];
      // A loop that grew and then slows the loop around it, which is the hop, belongs to that hop.
      if ((hop == 0 || !IsStructural(into.type)) && !IsStructural(findings_.edges[cycle.edges[at]].type)) return false;
    }
    return hop == entry.hops.size();
  }

  const model::Catalogue& catalogue_;
  const model::Findings& findings_;
};

}  // namespace

size_t Score::Count(Role role) const { return static_cast<size_t>(std::ranges::count(entries, role, &ScoredEntry::role)); }

size_t Score::Found(Role role) const {
  return static_cast<size_t>(
      std::ranges::count_if(entries, [role](const ScoredEntry& e) { return e.role == role && !e.found_by.empty(); }));
}

double Score::Recall() const {
  const size_t planted = Count(Role::kPlanted);
  return planted == 0 ? 1 : static_cast<double>(Found(Role::kPlanted)) / static_cast<double>(planted);
}

double Score::Precision() const {
  return clusters == 0 ? 1 : 1 - static_cast<double>(false_clusters.size()) / static_cast<double>(clusters);
}

Result<Score> ScoreAgainst(const std::string& truth_file, const std::string& root, const model::Catalogue& catalogue,
                           const model::Findings& findings, Rule rule, const WhyNoEdge& why) {
  const auto truth = ReadTruth(truth_file, FindTags(root));
  if (!truth) return std::unexpected(truth.error());
  const Matcher matcher(catalogue, findings);
  Score score;
  score.cycles = findings.cycles.size();
  score.clusters = findings.ReportedClusters();
  score.damped = findings.clusters.size() - score.clusters;
  std::vector<std::set<std::string>> real(findings.cycles.size()), decoys(findings.cycles.size());  // Ids, by cycle.
  for (const Entry& entry : *truth) {
    ScoredEntry scored{entry.id, entry.role, {}, {}};
    for (size_t i = 0; i < findings.cycles.size(); ++i) {
      if (rule == Rule::kWhole && findings.cycles[i].verdict == model::Verdict::kDamped) continue;
      if (!matcher.Finds(findings.cycles[i], entry, rule)) continue;
      scored.found_by.push_back(findings.cycles[i].fingerprint);
      (entry.role == Role::kDecoy ? decoys : real)[i].insert(entry.id);
    }
    if (scored.found_by.empty()) {
      auto hops = matcher.Explain(entry, entry.role == Role::kPlanted ? why : WhyNoEdge{});
      if (!hops) return std::unexpected(hops.error());
      scored.hops = *std::move(hops);
    }
    score.entries.push_back(std::move(scored));
  }
  for (const model::Cluster& cluster : std::span(findings.clusters).first(score.clusters)) {
    std::set<std::string> held;
    bool is_true = false;
    for (const size_t i : cluster.cycles) {
      is_true = is_true || !real[i].empty();
      held.insert(decoys[i].begin(), decoys[i].end());
    }
    if (is_true) continue;
    const bool is_limited =
        std::ranges::any_of(*truth, [&](const Entry& entry) { return entry.limited && held.contains(entry.id); });
    const std::string held_text =
        held.empty() ? "no real cycle is in it" : fmt::format("holds the decoy {}", fmt::join(held, ", "));
    score.false_clusters.push_back({cluster.id, findings.cycles[cluster.cycles.front()].fingerprint, held_text, is_limited});
  }
  return score;
}

size_t Score::Limited() const { return static_cast<size_t>(std::ranges::count(false_clusters, true, &FalseCluster::limited)); }

namespace {

std::string_view ToWord(Role role) {
  switch (role) {
    case Role::kPlanted:
      return "planted";
    case Role::kUnplanted:
      return "unplanted";
    case Role::kDecoy:
      break;
  }
  return "decoy";
}

std::string Outcome(const ScoredEntry& entry) {
  const bool decoy = entry.role == Role::kDecoy;
  if (!entry.found_by.empty()) return (decoy ? "REPORTED as " : "found as ") + entry.found_by.front();
  return decoy ? "not reported" : entry.role == Role::kPlanted ? "MISSED" : "not found";
}

}  // namespace

std::string ToText(const Score& score, const Effort& effort) {
  std::string text;
  for (const ScoredEntry& entry : score.entries) {
    text += fmt::format("{:<9} {:<32} {}\n", ToWord(entry.role), entry.id, Outcome(entry));
    for (const std::string& hop : entry.hops) text += "            " + hop + "\n";
  }
  for (const FalseCluster& one : score.false_clusters)
    text += fmt::format("false     {} {}  {}\n", one.id, one.representative, one.why);
  text += fmt::format(
      "{} of {} planted cycles found, {} of {} unplanted ones, {} of {} decoys reported; {} cycles in {} clusters, {} of them true, "
      "{} whose growth the system limits; {} damped set apart\n",
      score.Found(Role::kPlanted), score.Count(Role::kPlanted), score.Found(Role::kUnplanted), score.Count(Role::kUnplanted),
      score.Found(Role::kDecoy), score.Count(Role::kDecoy), score.cycles, score.clusters,
      score.clusters - score.false_clusters.size(), score.Limited(), score.damped);
  return text +
         fmt::format("recall {:.0f} %, precision over clusters {:.0f} %; {} experiments, {} runs with a fault{}\n",
                     100 * score.Recall(), 100 * score.Precision(), effort.experiments, effort.runs,
                     effort.wall_s > 0 ? fmt::format(", {:.0f} s", effort.wall_s) : "");
}

std::string ToJson(const Score& score, const Effort& effort) {
  using Json = nlohmann::ordered_json;
  Json entries = Json::array(), wrong = Json::array();
  for (const ScoredEntry& entry : score.entries)
    entries.push_back({{"id", entry.id},
                       {"decoy", entry.role == Role::kDecoy},
                       {"unplanted", entry.role == Role::kUnplanted},
                       {"found_by", entry.found_by}, {"hops", entry.hops}});
  for (const FalseCluster& one : score.false_clusters)
    wrong.push_back({{"id", one.id}, {"representative", one.representative}, {"why", one.why}, {"limited", one.limited}});
  return Json{{"schema", 1},
              {"recall", score.Recall()},
              {"precision", score.Precision()},
              {"planted", score.Count(Role::kPlanted)},
              {"found", score.Found(Role::kPlanted)},
              {"unplanted", score.Count(Role::kUnplanted)},
              {"unplanted_found", score.Found(Role::kUnplanted)},
              {"entries", entries},
              {"cycles", score.cycles},
              {"clusters", score.clusters},
              {"true_clusters", score.clusters - score.false_clusters.size()},
              {"limited_clusters", score.Limited()},
              {"damped_clusters", score.damped},
              {"false_clusters", wrong},
              {"experiments", effort.experiments},
              {"runs", effort.runs},
              {"wall_s", effort.wall_s}}
             .dump(1) +
         "\n";
}

}  // namespace csnake::gate
