#!/usr/bin/env bash
# The Debian packages: made twice with the same bytes, without errors for lintian, with what a device needs in them.
set -u
cd "$(dirname "$0")/../.."
. tests/image/kit.sh
export SOURCE_DATE_EPOCH=1700000000

# The second time in another folder, with nothing of the first.
check "they can be made" kiosk-image/deb/build amd64 "$work/one"
check "and made again" env TZ=Asia/Tokyo LC_ALL=C REBOND_DEB_WORK="$work/again" kiosk-image/deb/build amd64 "$work/two"
check "with the same bytes" diff -r "$work/one" "$work/two"
for name in rebond-kiosk rebond-sync rebondctl rebond-settings; do
    check "$name is there" test -s "$(echo "$work"/one/"$name"_*_amd64.deb)"
done
check "another date gives other bytes" env SOURCE_DATE_EPOCH=1700000060 REBOND_DEB_WORK="$work/again" kiosk-image/deb/build amd64 "$work/three"
refuse "so that the comparison can fail" diff -r "$work/one" "$work/three"

check "lintian finds no error" lintian --allow-root --fail-on error "$work"/one/*.deb
dpkg-deb -R "$work"/one/rebondctl_*.deb "$work/tree"
sed -i '/^Maintainer:/d' "$work/tree/DEBIAN/control"
sed -i '1iMaintainer: nobody' "$work/tree/DEBIAN/control"
dpkg-deb -b "$work/tree" "$work/broken_1_amd64.deb" >/dev/null 2>&1
refuse "lintian finds one that was planted" lintian --allow-root --fail-on error "$work/broken_1_amd64.deb"

contents() { dpkg-deb -c "$work"/one/"$1"_*.deb | awk '{ print $6 }'; }
has() { contents "$1" | grep -qx "\./$2"; }
depends() { dpkg-deb -f "$work"/one/"$1"_*.deb Depends | grep -qE "(^|, )$2( |,|$)"; }
check "the screen program and its catalogues" has rebond-kiosk usr/share/rebond/po/rebond.pot
check "the unit of the screen" has rebond-kiosk lib/systemd/system/rebond-kiosk.service
check "the still picture's unit" has rebond-kiosk lib/systemd/system/rebond-out-of-order.service
check "the unit of delivery" has rebond-sync lib/systemd/system/rebond-sync.service
check "what counts failures" has rebondctl usr/lib/rebond/after-failure
refuse "delivery brings no screen" has rebond-sync usr/bin/rebond-kiosk
check "the screen needs SDL" depends rebond-kiosk libsdl2-2.0-0
check "and what SDL loads by itself" depends rebond-kiosk libgbm1
check "delivery needs curl" depends rebond-sync libcurl4
refuse "and no SDL" depends rebond-sync libsdl2-2.0-0
refuse "the screen needs no network library" depends rebond-kiosk libcurl4
refuse "nobody but root owns a file" sh -c "dpkg-deb -c $work/one/rebond-kiosk_*.deb | grep -v root/root"
finish
