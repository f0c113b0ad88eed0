#!/bin/sh
# Our sealing and the real `age` command open each other's files. Usage: age.sh SEAL_PIPE
set -eu
seal_pipe=$1
for tool in age age-keygen; do
    command -v $tool >/dev/null || { echo "FAILED needs $tool (Debian package age)"; exit 1; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

count=0
fail() { echo "FAILED $1"; echo "$count passed, 1 failed"; exit 1; }
passed() { count=$((count + 1)); echo "passed $1"; }
# refused WORDS COMMAND...: the command fails and gives nothing on standard output.
refused() {
    words=$1
    shift
    if "$@" >given 2>errors; then fail "$words: was taken"; fi
    [ ! -s given ] || fail "$words: gave something out"
    passed "$words"
}
same() { cmp -s "$1" "$2" || fail "$3: differs"; }

for who in ours second other; do
    age-keygen -o $who.key 2>/dev/null
    age-keygen -y $who.key >$who.pub
    grep -v '^#' $who.key >$who.identity
done
ours=$(cat ours.identity) other=$(cat other.identity)

for size in 0 1 1024 65535 65536 65537 131072 200000; do
    head -c $size /dev/urandom >clear
    "$seal_pipe" encrypt "$(cat ours.pub)" <clear >file
    age -d -i ours.key <file >back
    same clear back "age opens ours, $size bytes"
    age -r "$(cat ours.pub)" <clear >file
    "$seal_pipe" open "$ours" <file >back
    same clear back "ours opens age's, $size bytes"
    passed "both ways, $size bytes"
done

"$seal_pipe" encrypt "$(cat ours.pub)" "$(cat second.pub)" <clear >file
for who in ours second; do
    age -d -i $who.key <file >back
    same clear back "age opens ours for two"
    "$seal_pipe" open "$(cat $who.identity)" <file >back
    same clear back "ours opens ours for two"
done
age -r "$(cat second.pub)" -r "$(cat ours.pub)" <clear >file2
"$seal_pipe" open "$ours" <file2 >back
same clear back "ours opens age's for two"
passed "two recipients, both ways"

damaged() { # FILE OFFSET: one changed byte
    byte=$(od -An -tu1 -j "$2" -N 1 "$1" | tr -d ' ')
    cp "$1" damaged
    printf "\\$(printf %o $((byte ^ 1)))" | dd of=damaged bs=1 seek="$2" conv=notrunc 2>/dev/null
    if cmp -s "$1" damaged; then fail "the byte was not changed"; fi
}
open_ours() { "$seal_pipe" open "$1" <"$2"; }
open_age() { age -d -i "$1" <"$2"; }
head -c 1024 /dev/urandom >clear
"$seal_pipe" encrypt "$(cat ours.pub)" <clear >file
refused "another key, ours" open_ours "$other" file
refused "another key, age" open_age other.key file
for offset in 50 120 170 1000; do
    damaged file $offset
    refused "byte $offset changed, ours" open_ours "$ours" damaged
    refused "byte $offset changed, age" open_age ours.key damaged
done
head -c 1100 file >cut
refused "cut short, ours" open_ours "$ours" cut
refused "cut short, age" open_age ours.key cut
age -a -r "$(cat ours.pub)" <clear >armored
refused "armor, ours" open_ours "$ours" armored
refused "a recipient with a slip" "$seal_pipe" encrypt "$(tr 1 2 <ours.pub)" </dev/null

# Negative controls: the comparisons above would have seen it.
cp clear changed
printf x >>changed
if (same clear changed "planted") >/dev/null; then fail "a planted difference was not seen"; fi
if (refused "planted" open_ours "$ours" file) >/dev/null; then fail "an accepted file was not seen"; fi
passed "negative controls"

echo "$count passed, 0 failed"
