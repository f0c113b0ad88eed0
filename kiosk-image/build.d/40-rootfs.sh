# The root of the card: Debian's, Rebond's packages, what kiosk-image/image/root adds, and nothing that a kiosk does not need.

# Whose updates this card takes. Without REBOND_KEYRING keys are made for this checkout: for trials, not for twenty cards.
update_keyring() {
    local keyring=${REBOND_KEYRING:-$source_root/out/keys/keyring.pem}
    [ -f "$keyring" ] || "$here/update/key" "$source_root/out/keys" >/dev/null 2>&1
    echo "$keyring"
}

# 19 saves a tenth of the download and takes minutes; REBOND_QUICK is for trials.
rootfs_level=19
[ -n "${REBOND_QUICK:-}" ] && rootfs_level=1

rootfs_inputs() {
    echo "$rootfs_level $key_base $key_packages $key_kernel $SOURCE_DATE_EPOCH"
    hash_of "$(update_keyring)" "$here/image/root" "$here/image/finish" "$here/update" "$here/card"
}

rootfs_make() { # FOLDER
    local root=$1/root
    mkdir "$root"
    tar -C "$root" --numeric-owner -xf "$made_base/root.tar"
    mkdir -p "$root/tmp/rebond"
    cp "$made_packages"/*.deb "$root/tmp/rebond/"
    # This machine's dpkg unpacks; only the packages' own scripts run under emulation.
    mount -t proc -o ro proc "$root/proc" # systemd-tmpfiles wants it
    trap 'umount "$root/proc"' EXIT
    SYSTEMD_OFFLINE=1 dpkg --root="$root" --force-architecture --force-depends --force-confnew -i "$root"/tmp/rebond/*.deb
    umount "$root/proc"
    trap - EXIT
    rm -rf "$root/tmp/rebond"
    cp -a "$made_kernel/root/usr/." "$root/usr/"
    install -D -m 644 "$made_kernel/certificates.pem" "$root/etc/ssl/certs/ca-certificates.crt"
    cp -a --no-preserve=ownership "$here/image/root/." "$root/"
    install -d "$root/usr/lib/rebond" "$root/etc/rauc"
    install -m 755 "$here"/update/bin/* "$here"/card/bin/* "$root/usr/lib/rebond/"
    cp "$here"/update/units/* "$here"/card/units/* "$root/usr/lib/systemd/system/"
    install -m 644 "$here/update/system.conf" "$root/etc/rauc/system.conf"
    install -m 644 "$(update_keyring)" "$root/etc/rauc/keyring.pem"
    . "$here/image/finish"
    finish_root "$root"
    cp -a "$root/var/lib/dpkg" "$1/dpkg"
    finish_clean "$root"
    env -u SOURCE_DATE_EPOCH mksquashfs "$root" "$1/rootfs.squashfs" -comp zstd -Xcompression-level "$rootfs_level" -b 256K -noappend -no-progress -no-xattrs \
        -all-time "$SOURCE_DATE_EPOCH" -mkfs-time "$SOURCE_DATE_EPOCH" -processors 2
    du -sm --apparent-size "$root" | cut -f1 >"$1/unpacked_mb"
    (cd "$root" && find usr/share/doc -name copyright) >"$1/copyrights"
    mkdir "$1/doc" && cp -a "$root/usr/share/doc/." "$1/doc/"
    rm -rf "$root"
}
