#!/bin/sh
# The real rebondctl export: whole, again, into what somebody hostile has prepared, onto full and read-only file
# systems, and killed. Usage: export.sh REBONDCTL CTL_FILL DEMO_INI CHECK_PY
set -eu
rebondctl=$1 ctl_fill=$2 demo=$3 check=$4
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONDONTWRITEBYTECODE=1

. "$here/kit.sh"
whole() { python3 "$check" "$1" "$2" >uids || fail "$1 is not what a reader takes"; }
export_to() { "$rebondctl" export --to "$1" --config good.ini --state state --assets assets; }
marked() { sqlite3 state/rebond.db "SELECT lower(hex(uid)) FROM collected ORDER BY 1"; }
unmark() { sqlite3 state/rebond.db "DELETE FROM collected"; }
new_stick() { rm -rf stick; mkdir stick; }

sed 's/Indian\/Reunion/Europe\/Paris/' "$demo" >good.ini
mkdir state assets stick
echo '<!doctype html><title>Lire les demandes</title>' >assets/lire-les-demandes.html
"$rebondctl" key new ours.key >ours 2>err
"$ctl_fill" state/rebond.db "$(cat ours)" "$(cat ours)" 60

# --- a good day
gives 0 "everything goes into a folder" export_to stick
says "C'est fait : 60 demandes copiées et vérifiées. Vous pouvez retirer la clé USB."
whole stick 60
folder=$(sed -n 's/^Dossier : //p' out)
cmp -s assets/lire-les-demandes.html "stick/$folder/lire-les-demandes.html" || fail "the page is not there"
[ "$(stat -c %a state/signing-key)" = 600 ] || fail "others may read the signing key"
[ "$(marked | wc -l)" = 60 ] || fail "not all are marked"
[ -z "$(find stick -name '*.part')" ] || fail "something is left behind"
age -d -i ours.key "stick/$folder/$(python3 -c 'import json,sys;print(json.load(open(sys.argv[1]))["items"][7]["file"])' \
    "stick/$folder/manifeste.json")" | grep -q Nad || fail "age does not open it"
if grep -rqaF -e Nad -e 612345678 stick; then fail "a name in clear"; fi
passed "what is there is sealed, and opens with the key"
find stick -name '*.age' -exec stat -c '%n %Y %i' {} + | sort >before
gives 0 "again: nothing is written twice" \
    "$rebondctl" export --to stick --config good.ini --state state --assets assets --json
says '{"outcome":"all","waiting":60,"copied":0,"already":60,"left":0,"page":true,"folder":"'"$folder"'"}'
find stick -name '*.age' -exec stat -c '%n %Y %i' {} + | sort | cmp -s - before || fail "items were written again"
whole stick 60

# The check itself: what it must not take.
spoil() { # WORDS COMMAND...
    words=$1
    shift
    rm -rf spoilt && cp -r stick spoilt
    (cd "spoilt/$folder" && "$@")
    if python3 "$check" spoilt 60 >/dev/null 2>&1; then fail "the check takes $words"; fi
    passed "the check does not take $words"
}
first=$(ls "stick/$folder/demandes" | head -1)
spoil "a manifest that was changed" sed -i 's/"partner":"ml"/"partner":"xy"/' manifeste.json
spoil "an item that was changed" sh -c "printf x >>demandes/$first"
spoil "an item that is not there" rm "demandes/$first"
spoil "another signature" sh -c 'base64 -w0 /dev/zero 2>/dev/null | head -c 86 >manifeste.sig; printf == >>manifeste.sig'

# --- folders that are not as they should be
gives 2 "no folder" export_to nowhere
complains "n'existe pas"
gives 2 "a file is no folder" export_to good.ini
gives 2 "--to is wanted" "$rebondctl" export --state state
mkdir -p none && gives 2 "no database" "$rebondctl" export --to stick --config good.ini --state none
mv assets/lire-les-demandes.html page
new_stick
gives 1 "without the page the items go all the same" export_to stick
complains "sans cette page"
whole stick 60
mv page assets/lire-les-demandes.html

mkdir outside
echo untouched >outside/file
cp outside/file outside/kept
refused() { # WORDS: what stands in `stick` is in the way
    gives 2 "$1" export_to stick
    says "Quelque chose sur la clé USB prend la place de nos dossiers"
    [ "$(ls outside | tr '\n' ' ')" = "file kept " ] && cmp -s outside/file outside/kept || fail "$1: went outside"
    [ -z "$(marked)" ] || fail "$1: marked"
}
unmark
new_stick; ln -s "$work/outside" "stick/$folder"
refused "our folder is a link"
new_stick; echo >"stick/$folder"
refused "our folder is a file"
new_stick; mkdir "stick/$folder"; ln -s "$work/outside" "stick/$folder/demandes"
refused "the items' folder is a link"
new_stick; mkdir "stick/$folder"; echo >"stick/$folder/demandes"
refused "the items' folder is a file"
new_stick; mkdir -p "stick/$folder/demandes/$first"
refused "an item is a folder"
new_stick; mkdir -p "stick/$folder/demandes/$first.part"
refused "a temporary file is a folder"
new_stick; mkdir -p "stick/$folder/manifeste.json"
refused "the manifest is a folder"
new_stick; mkdir -p "stick/$folder/manifeste.sig"
refused "the signature is a folder"
new_stick; mkdir -p "stick/$folder/lire-les-demandes.html"
refused "the page is a folder"

new_stick
mkdir -p "stick/$folder/demandes"
for name in "demandes/$first" "demandes/$first.part" manifeste.json manifeste.json.part manifeste.sig \
    lire-les-demandes.html; do ln -s "$work/outside/file" "stick/$folder/$name"; done
ln outside/file "stick/$folder/lire-les-demandes.html.part"
mkfifo "stick/$folder/manifeste.sig.part"
second=$(ls "stick/$folder/../../spoilt/$folder/demandes" | sed -n 5p)
mkfifo "stick/$folder/demandes/$second"
: >"stick/$(printf 'new\nline')"
ln -s / "stick/$folder/demandes/loop"
gives 0 "links, pipes and odd names where files belong are replaced or left alone" timeout 60 \
    "$rebondctl" export --to stick --config good.ini --state state --assets assets
whole stick 60
cmp -s outside/file outside/kept || fail "written through a link"
[ -z "$(find "stick/$folder" -type l ! -name loop)" ] || fail "a link is left where a file belongs"

# --- real file systems that are full or read-only
if unshare -m sh -c 'mount -t tmpfs none "$0"' "$work/outside" 2>/dev/null; then
    cat >on_tmpfs <<'END'
mount -t tmpfs -o "size=$1" none stick
"$2" export --to stick --config good.ini --state state --assets assets >out 2>err || got=$?
sqlite3 state/rebond.db "SELECT lower(hex(uid)) FROM collected ORDER BY 1" >marked
python3 "$3" stick - >uids 2>/dev/null || : >uids
exit "${got:-0}"
END
    some=0
    for size in 4k 16k 32k 48k 64k 96k 128k 192k 256k 512k; do
        unmark
        got=0
        unshare -m sh ./on_tmpfs $size "$rebondctl" "$check" || got=$?
        case $got in
        0) grep -q "C'est fait : 60" out || fail "$size: $(cat out)" ;;
        1) grep -q "La clé USB est pleine. " out || fail "$size: $(cat out)"; some=$((some + 1)) ;;
        2) grep -q "rien n'a pu être copié" out || fail "$size: $(cat out err)" ;;
        *) fail "$size: exit status $got" ;;
        esac
        cmp -s marked uids || fail "$size: what is marked is not what is there"
    done
    [ "$got" = 0 ] || fail "512k is not enough"
    [ $some -gt 0 ] || fail "no stick was full halfway"
    passed "a real file system that is full, $some sizes of it halfway"
    gives 2 "a real file system that cannot be written" unshare -m sh -c \
        'mount -t tmpfs -o ro none stick && "$0" export --to stick --config good.ini --state state --assets assets' \
        "$rebondctl"
    says "on ne peut rien y écrire"
else
    not_run "real file systems that are full or read-only (no mount here)"
fi

# --- killed at any moment
unmark
new_stick
begun=$(date +%s%N)
export_to stick >out 2>err
whole_ms=$((($(date +%s%N) - begun) / 1000000 + 1))
halfway=0
for i in $(seq 1 24); do
    unmark
    [ $((i % 3)) = 0 ] || new_stick
    timeout -s KILL "$(awk "BEGIN { print $whole_ms * (0.45 + $i * 0.025) / 1000 }")" "$rebondctl" export --to stick --config good.ini \
        --state state --assets assets >out 2>err || true
    python3 "$check" stick - >uids 2>/dev/null || : >uids
    marked >marked
    [ -z "$(comm -23 marked uids)" ] || fail "killed at $i of 24: marked and not there"
    [ -s uids ] || [ ! -d "stick/$folder" ] || halfway=$((halfway + 1))
    export_to stick >out 2>err || { cat out err; fail "killed at $i of 24: does not go on"; }
    whole stick 60
    [ "$(marked | wc -l)" = 60 ] || fail "killed at $i of 24: not all are marked"
done
passed "killed 24 times, $halfway of them halfway: nothing is lost and nothing is there twice"
echo "$count passed, 0 failed"
