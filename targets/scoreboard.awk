# Lines of targets/scoreboard => docs/scoreboard.md on stdout, and the chart in the file `svg`.
#   SYSTEM level|fixed LEVEL found planted unplanted_found unplanted decoys_reported decoys clusters true limited experiments runs [s]
#   SYSTEM policy POLICY SHARE SEED found planted ... as above

function percent(part, whole) { return whole ? sprintf("%.0f %%", 100 * part / whole) : "-" }
function x(share) { return 60 + 420 * log(share * 32) / log(32) }      # 1/32 .. 1, logarithmic
function y(part) { return 20 + 220 * (1 - part) }

$2 != "policy" {
  key = $2 == "fixed" ? "fixed" : $3
  systems[$1] = 1
  found[$1, key] = $4; planted[$1] = $5; unplanted_found[$1, key] = $6; unplanted[$1] = $7; decoys_reported[$1, key] = $8; decoys[$1] = $9
  clusters[$1, key] = $10; true_ones[$1, key] = $11; limited[$1, key] = $12
  if (key == "chain") { experiments[$1] = $13; runs[$1] = $14; wall[$1] = $15 }
  next
}
{
  sum[$3, $4] += $6; of[$3, $4] += $7
  if ($3 != "naive") { policies[$3] = 1; shares[$4] = 1 }
}

END {
  n = 0
  for (name in systems) order[++n] = name
  for (i = 2; i <= n; ++i) for (j = i; j > 1 && order[j] < order[j - 1]; --j) { t = order[j]; order[j] = order[j - 1]; order[j - 1] = t }

  print "# Scoreboard\n"
  print "Made by `./dev scoreboard`: one recorded exhaustive campaign for each system, replayed. Planted cycles and decoys stand in"
  print "`targets/*/truth.yml`; a cluster is true when it holds a planted cycle (docs/formats/truth.md), or one that nobody planted and that"
  print "`prove` shows nevertheless (unplanted). Any other counts as false, also where it may be real. Limited: false ones that hold a decoy which does come back, but whose growth back-off, a budget"
  print "or a flag limits; no test of one hop can tell, a confirming run can.\n"
  if (note != "") print note "\n"
  print "| system | planted found | unplanted found | decoys reported | clusters | true | limited | repaired build: planted and unplanted found | experiments | runs | s |"
  print "|---|---|---|---|---|---|---|---|---|---|---|"
  for (i = 1; i <= n; ++i) {
    s = order[i]
    printf "| %s | %d of %d | %d of %d | %d of %d | %d | %d | %d | %s | %d | %d | %s |\n", s, found[s, "chain"], planted[s], unplanted_found[s, "chain"],
      unplanted[s], decoys_reported[s, "chain"], decoys[s], clusters[s, "chain"], true_ones[s, "chain"], limited[s, "chain"],
      ((s, "fixed") in found ? found[s, "fixed"] + unplanted_found[s, "fixed"] : "not recorded"), experiments[s], runs[s], wall[s]
    all_found += found[s, "chain"]; all_planted += planted[s]; all_experiments += experiments[s]; all_runs += runs[s]
  }
  print "\n## Compatibility levels\n"
  print "| level | planted found | decoys reported | clusters | true | limited | true of those that nothing limits |"
  print "|---|---|---|---|---|---|---|"
  m = split("none trace paths chain", levels, " ")
  for (l = 1; l <= m; ++l) {
    f = d = c = t = lim = all_decoys = 0
    for (i = 1; i <= n; ++i) {
      s = order[i]; f += found[s, levels[l]]; d += decoys_reported[s, levels[l]]; c += clusters[s, levels[l]]; t += true_ones[s, levels[l]]; lim += limited[s, levels[l]]; all_decoys += decoys[s]
    }
    printf "| %s | %d of %d | %d of %d | %d | %s | %d | %s |\n", levels[l], f, all_planted, d, all_decoys, c, percent(t, c), lim, percent(t, c - lim)
  }
  print "\n## Budgets\n"
  print "Planted cycles found, over all systems and seeds. Naive: faults that trigger themselves in their own test, with all runs.\n"
  k = 0
  for (share in shares) by_share[++k] = share
  for (i = 2; i <= k; ++i) for (j = i; j > 1 && by_share[j] + 0 < by_share[j - 1] + 0; --j) { t = by_share[j]; by_share[j] = by_share[j - 1]; by_share[j - 1] = t }
  printf "| share of the runs |"; for (i = 1; i <= k; ++i) printf " %s |", by_share[i]; print " 1 |"
  printf "|---|"; for (i = 1; i <= k; ++i) printf "---|"; print "---|"
  colour["3pa"] = "#2463a8"; colour["random"] = "#b4552d"
  out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 600 290\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#444\">\n"
  for (p = 0; p <= 4; ++p)
    out = out sprintf("<path d=\"M60 %.0fH480\" stroke=\"#ddd\"/><text x=\"52\" y=\"%.0f\" text-anchor=\"end\">%d %%</text>\n", y(p / 4), y(p / 4) + 4, 25 * p)
  for (share = 1; share > 0.03; share /= 2)
    out = out sprintf("<text x=\"%.0f\" y=\"258\" text-anchor=\"middle\">%s %%</text>\n", x(share), sprintf("%g", int(1000 * share + 0.5) / 10))
  out = out "<text x=\"270\" y=\"280\" text-anchor=\"middle\">share of the exhaustive campaign's runs</text>\n"
  for (policy in policies) {
    printf "| %s |", policy
    line = ""
    for (i = 1; i <= k; ++i) {
      b = by_share[i]
      printf " %s |", percent(sum[policy, b], of[policy, b])
      line = line sprintf("%s%.1f %.1f", line == "" ? "M" : "L", x(b), y(of[policy, b] ? sum[policy, b] / of[policy, b] : 0))
    }
    print " " percent(all_found, all_planted) " |"
    end = y(all_planted ? all_found / all_planted : 0)
    out = out sprintf("<path d=\"%sL%.1f %.1f\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n", line, x(1), end, colour[policy])
    out = out sprintf("<text x=\"490\" y=\"%.0f\" fill=\"%s\">%s</text>\n", 40 + 20 * ++named, colour[policy], policy)
  }
  naive = of["naive", 1] ? sum["naive", 1] / of["naive", 1] : 0
  printf "| naive |"; for (i = 1; i <= k; ++i) printf " |"; print " " percent(sum["naive", 1], of["naive", 1]) " |"
  out = out sprintf("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#777\"/><text x=\"490\" y=\"%.0f\" fill=\"#777\">naive</text>\n", x(1), y(naive), y(naive) + 4)
  print out "</svg>" > svg
  print "\n![planted cycles found against the share of runs](" substr(svg, 6) ")"
}
