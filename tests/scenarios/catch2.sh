#!/bin/bash
# A campaign over tests in Catch2: from the listing to the finding, with faults in the tests' bodies alone.
. "$(dirname "$0")/lib.sh"
[[ -f /usr/include/catch2/catch.hpp ]] || { echo "catch2 is not installed"; exit 77; }
cp -r "$here/relay" "$work/r"
cd "$work/r"
csnake-c++ -std=c++20 -O1 -Isrc src/relay.cc test/relay_catch2_test.cc -o relay_test -pthread
sed -i 's/gtest/catch2/' csnake.yml
expect 0 "3 tests" csnake doctor
csnake run --jobs 2 >said.txt 2>&1 || die "run ended with $?: $(<said.txt)"
grep -q "see csnake cycles" said.txt || die "$(<said.txt)"
! grep -q "takes no part\|no body hook" said.txt || die "$(<said.txt)"
expect 0 "1 of 1 planted cycles found" csnake score --truth truth.yml
csnake cycles --json >found.json
fingerprint=$(prints found.json | head -n 1)
expect 0 "delivers in time, [not] late" csnake show "$fingerprint"
expect 0 '"delivers in time\, [not] late"' csnake repro "$fingerprint/0" --times 1
