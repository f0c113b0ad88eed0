#!/bin/sh
# The real rebondctl, as staff and technicians call it. Usage: ctl.sh REBONDCTL CTL_FILL DEMO_INI
set -eu
rebondctl=$1 ctl_fill=$2 demo=$3
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

. "$here/kit.sh"
silent_about() { if grep -qaF -e "$1" "$2"; then fail "$2 says: $1"; fi; }

# --- key new
gives 0 "a key is made" "$rebondctl" key new ours.key
[ "$(age-keygen -y ours.key)" = "$(cat out)" ] || fail "age reads another public key"
[ "$(stat -c %a ours.key)" = 600 ] || fail "others may read the key"
ours=$(cat out)
cp ours.key kept
gives 2 "a key is never replaced" "$rebondctl" key new ours.key
complains "existe déjà"
cmp -s kept ours.key || fail "the key was changed"
gives 2 "no folder, no key" "$rebondctl" key new nowhere/x.key
(umask 0; "$rebondctl" key new theirs.key >out 2>err)
[ "$(stat -c %a theirs.key)" = 600 ] || fail "a wide umask opens the key to others"
theirs=$(cat out)

# --- open
sed 's/Indian\/Reunion/Europe\/Paris/' "$demo" >good.ini
mkdir good all none
"$ctl_fill" good/rebond.db "$ours" "$theirs" good
"$ctl_fill" all/rebond.db "$ours" "$theirs" all
gives 0 "all items open with the right key" "$rebondctl" open --key ours.key --config good.ini --state good
says "1. Nadège ندى — rendez-vous"
says "Besoins : Un toit, dormir ; Manger, m’habiller"
says "Souhait : mercredi 18 novembre à 10 h, Premier accueil (Mission locale du Port)"
says "Contact : SMS — 06 12 34 56 78"
says "NE PAS écrire"
says "Âge : 18 à 25 ans"
says "Reçu : mardi 17 novembre à 11 h"
says "Ouvertes : 2."
says "2. Ro?[2Jméo"
silent_about "$(printf '\033')" out
gives 1 "items for others and damaged ones are said" \
    "$rebondctl" open --key ours.key --config good.ini --state all
says "3. Demande pour une autre clé (03"
says "4. Demande abîmée, illisible (04"
says "5. Demande abîmée, illisible (05"
says "Ouvertes : 2. Pour une autre clé : 1. Abîmées : 2."
for name in Zoubida Yannick Xavier Wassila; do silent_about $name out; done

# --- theft: a copy of the whole folder, as a thief reads it
mkdir stolen
cp -r good all stolen
for canary in Nadège ندى 0612345678 612345678 Zoubida Yannick Xavier Wassila AGE-SECRET-KEY; do
    if grep -raqF -e "$canary" stolen; then fail "a thief reads $canary"; fi
done
grep -raqF -e age-encryption.org stolen || fail "the copy holds no request: nothing was tried"
echo Nadège >stolen/planted
grep -raqF -e Nadège stolen || fail "the search finds nothing at all"
passed "whoever steals the disk reads nobody's name"

# --- the manual, keys, doctor and the PIN
gives 0 "a command has its page" "$rebondctl" key rotate --help
says "SYNOPSIS"
gives 0 "the public line of a key" "$rebondctl" key show ours.key
[ "$(cat out)" = "$ours" ] || fail "key show says another line"
gives 2 "no PIN without a terminal" setsid "$rebondctl" pin set --state good
complains "il faut un terminal"
gives 1 "the new key is not in the configuration" "$rebondctl" key rotate --key theirs.key --config good.ini --state good
says "Pour changer de clé sans rien perdre"
got=0
"$rebondctl" doctor --config good.ini --state good --json >out 2>err || got=$?
[ "$got" -le 2 ] && python3 -c 'import json, sys; d = json.load(open("out")); sys.exit(len(d["checks"]) < 10)' || fail "doctor says no JSON"
grep -q '"id":"database","mark":"good"' out || fail "doctor did not look at the database"
passed "doctor looks at a real machine"
"$rebondctl" doctor --config good.ini --state good >out 2>err || true
says "La base est entière"
gives 1 "the other key opens its own only" "$rebondctl" open --key theirs.key --config good.ini --state all
says "Zoubida"
for name in Nad Yannick Xavier Wassila; do silent_about $name out; done
"$rebondctl" key new third.key >out 2>err
gives 1 "a third key opens nothing" "$rebondctl" open --key third.key --config good.ini --state all
says "Ouvertes : 0. Pour une autre clé : 5."
for name in Nad Zoubida Yannick Xavier Wassila; do silent_about $name out; done
gives 1 "items as JSON" "$rebondctl" open --key ours.key --config good.ini --state all --json
python3 -m json.tool out >pretty || fail "not JSON"
python3 - <<'EOF' || fail "the JSON is not what is there"
import json
items = json.load(open("out"))["items"]
assert [item["outcome"] for item in items] == ["opened", "opened", "other-key", "damaged", "damaged"]
assert items[0]["request"]["name"] == "Nadège ندى" and "request" not in items[3]
assert items[0]["request"]["uid"] == items[0]["uid"] and items[0]["made"] == "2026-11-17T10:00:01Z"
EOF
gives 0 "a bad configuration does not keep requests from staff" \
    "$rebondctl" open --key ours.key --config nowhere.ini --state good
says "Souhait : mercredi 18 novembre à 10 h, Premier accueil (ml)"
complains "nowhere.ini ne peut pas être utilisé"
gives 2 "no database, and none is made" "$rebondctl" open --key ours.key --config good.ini --state none
[ -z "$(ls none)" ] || fail "something was made"
gives 2 "no key file" "$rebondctl" open --key nowhere.key --config good.ini --state good
gives 2 "a file that is no key" "$rebondctl" open --key good.ini --config good.ini --state good
complains "ce n'est pas une clé de collecte"
sed 's/$/\r/' ours.key >windows.key
gives 0 "a key that went through another system" \
    "$rebondctl" open --key windows.key --config good.ini --state good
age -r "$ours" <ours.key >locked.key
gives 2 "a key under a passphrase" "$rebondctl" open --key locked.key --config good.ini --state good
complains "age -d"
gives 2 "open needs a key" "$rebondctl" open --state good

# --- status
gives 0 "status in words" "$rebondctl" status --config good.ini --state all
says "Sur cette borne : 5, la plus ancienne : mardi 17 novembre à 11 h"
says "Mission locale du Port : sans serveur"
silent_about Nad out
gives 0 "status as JSON" "$rebondctl" status --config good.ini --state all --json
python3 -m json.tool <out >pretty || fail "not JSON"
python3 - <<'EOF' || fail "the JSON is not what is there"
import json
status = json.load(open("out"))
assert status["on_device"] == 5 and status["delivered"] == 0 and status["needing_you"] == 0
assert status["oldest"] == "2026-11-17T10:00:01Z"
assert [partner["id"] for partner in status["partners"]] == ["ml", "paej"]
EOF
gives 2 "status without a database" "$rebondctl" status --config good.ini --state none

# --- config check
gives 0 "a good configuration" "$rebondctl" config check good.ini
gives 2 "no configuration" "$rebondctl" config check nowhere.ini
line=$(grep -n '^adapter = local' good.ini | head -1 | cut -d: -f1)
sed "${line}s/local/foo/" good.ini >bad.ini
gives 1 "a mistake has its line" "$rebondctl" config check bad.ini
says "bad.ini:$line: [partner.ml] adapter"
sed 's/Europe\/Paris/Europe\/Atlantis/' good.ini >bad.ini
gives 1 "a zone that this system does not know" "$rebondctl" config check bad.ini
says "Europe/Atlantis"
cat good.ini - >remote.ini <<EOF
[partner.far]
name = Loin
address = Loin d'ici
adapter = caldav
slots_url = https://example.org/creneaux/
bookings_url = https://example.org/reservations/
requests_url = https://example.org/inscriptions/
needs = all
user = kiosk
password_file = $work/password
ca_file = $work/ca.pem
recipients = $ours
EOF
gives 1 "files that are not there" "$rebondctl" config check remote.ini
says "password_file = « $work/password » n'est pas là"
says "ca_file = « $work/ca.pem » n'est pas là"
echo secret >password
echo authority >ca.pem
chmod 644 password
gives 1 "a password that others can read" "$rebondctl" config check remote.ini
says "chmod 600"
silent_about ca_file out
chmod 600 password
gives 0 "files as they must be" "$rebondctl" config check remote.ini

# --- the rest
gives 0 help "$rebondctl" help
says "rebondctl key new"
cp out helped
gives 0 --help "$rebondctl" --help
cmp -s out helped || fail "two helps"
gives 0 --version "$rebondctl" --version
says "rebondctl 0"
for wrong in "" foo key "key new" "key new a b" "status --key x" "open --bogus" "config check"; do
    gives 2 "refused: rebondctl $wrong" "$rebondctl" $wrong
    [ ! -s out ] || fail "something on standard output"
done
gives 2 "a full disk is an error" sh -c '"$0" help >/dev/full' "$rebondctl"

for name in Nad 0612345678 +33612345678 Zoubida; do silent_about "$name" all/rebond.db; done
if (silent_about SQLite all/rebond.db) >/dev/null; then fail "the search finds nothing at all"; fi
passed "no name and no number in the database"

# A damaged database is replaced: what root leaves there must belong to the programs of every day.
if [ "$(id -u)" = 0 ]; then
    chmod 755 "$work"
    chown -R nobody all
    head -c 8192 /dev/zero | tr '\0' x | dd of=all/rebond.db conv=notrunc 2>/dev/null
    gives 0 "root acts as the owner of the database" "$rebondctl" status --config good.ini --state all
    complains "La base était abîmée"
    [ -z "$(find all -user root)" ] || fail "something of root's is left"
    [ -e all/rebond.db ] || fail "there is no new database"
else
    echo "not run: root acts as the owner of the database (needs root)"
fi
echo "$count passed, 0 failed"
