#!/bin/sh
# Every test vector of the age project that concerns X25519. Usage: vectors.sh SEAL_VECTORS FOLDER
# FOLDER is made anew. Needs node and npm; the package's version and checksum stand in package-lock.json.
set -eu
seal_vectors=$1 folder=$2 here=$(cd "$(dirname "$0")" && pwd)
for tool in node npm; do
    command -v $tool >/dev/null || { echo "FAILED needs $tool"; exit 1; }
done
rm -rf "$folder"
mkdir -p "$folder"
cp "$here/package.json" "$here/package-lock.json" "$here/vectors.mjs" "$folder"
cd "$folder"
npm ci --prefer-offline --no-audit --no-fund --ignore-scripts --silent
node vectors.mjs vectors | tee count
# Of this version; a loss on the way to here would otherwise look like a success.
[ "$(cat count)" = "143 vectors" ] || { echo "FAILED some vectors are missing"; exit 1; }

"$seal_vectors" vectors/* | tee report
counted='68 passed, 0 failed, 75 not applicable'
grep -qx "$counted" report || { echo "FAILED not the count of this version"; exit 1; }

# Negative controls: each kind of expectation, planted wrong, makes the runner fail.
plant() { # VECTOR EDIT
    LC_ALL=C sed "1,/^\$/$2" "vectors/$1" >"planted-$1"
    if cmp -s "vectors/$1" "planted-$1"; then echo "FAILED nothing planted in $1"; exit 1; fi
    if "$seal_vectors" "planted-$1" >planted-report; then echo "FAILED not seen: $2 in $1"; exit 1; fi
    grep -q '^0 passed, 1 failed, 0 not applicable$' planted-report || { echo "FAILED $1"; exit 1; }
    echo "passed negative control: $1 with $2"
}
plant x25519 's/^expect: success/expect: no match/'
plant x25519 's/^payload: ./payload: g/'
plant x25519_no_match 's/^expect: .*/expect: HMAC failure/'
plant hmac_bad 's/^expect: .*/expect: header failure/'
plant header_crlf 's/^expect: .*/expect: payload failure/'
plant stream_bad_tag 's/^expect: .*/expect: success/'
