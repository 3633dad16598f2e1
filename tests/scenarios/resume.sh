#!/bin/bash
# kill -9 of csnake at random moments, then resume: the same findings as an undisturbed campaign, no run made twice.
. "$(dirname "$0")/lib.sh"
relay r
cd "$work/r"
csnake run -q --jobs 2 >whole.txt
csnake cycles --json >whole.json
total=$(sed -n 's/^\([0-9]*\) runs without and \([0-9]*\) with.*/\1 \2/p' whole.txt | awk '{ print $1 + $2 }')
rm -rf .csnake
seed=${SCENARIO_SEED:-$RANDOM}
echo "SCENARIO_SEED=$seed"
RANDOM=$seed
for kill in 1 2 3; do
  csnake run -q --jobs 2 >/dev/null 2>&1 &
  pid=$!
  sleep "0.$(printf %02d $((RANDOM % 30 + 3)))"
  kill -9 "$pid" 2>/dev/null || echo "already done before kill $kill"
  wait "$pid" 2>/dev/null || true
done
csnake run -q --jobs 2 >last.txt
stored=$(sed -n 's/.* with a fault made now, \([0-9]*\) already stored.*/\1/p' last.txt)
made=$(sed -n 's/^\([0-9]*\) runs without and \([0-9]*\) with.*/\1 \2/p' last.txt | awk '{ print $1 + $2 }')
[[ $((stored + made)) == "$total" ]] || die "stored $stored and made $made are not $total"
csnake cycles --json >resumed.json
[[ $(prints whole.json) == "$(prints resumed.json)" ]] || die "findings differ after resume"
expect 0 "0 runs without and 0 with a fault made now" csnake run -q --jobs 2
