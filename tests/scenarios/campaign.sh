#!/bin/bash
# A campaign from source to finding: the cycle that no single test shows, the same whatever the seed, score, show, repro.
. "$(dirname "$0")/lib.sh"
relay r
cd "$work/r"
expect 0 "all is well" csnake doctor
expect 0 "throw" csnake sites list --kind throw
expect 0 "see csnake cycles" csnake run -q --jobs 2
csnake cycles --json >first.json
grep -q '"file":"src/relay.cc"' first.json || die "no source place in $(cat first.json)"
expect 0 "1 of 1 planted cycles found" csnake score --truth truth.yml
fingerprint=$(prints first.json | head -n 1)
expect 0 "Relay.DeliversInTime" csnake show "$fingerprint"
expect 0 "CSNAKE_FAULT" csnake repro "$fingerprint/0" --times 0
csnake run -q --jobs 2 --fresh --seed 7 >/dev/null
csnake cycles --json >second.json
[[ $(prints first.json) == "$(prints second.json)" ]] || die "another seed finds other cycles: $(prints first.json) / $(prints second.json)"
