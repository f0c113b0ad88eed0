# What technicians download: the card compressed, its sums, its papers. Written to --out.

download_inputs() {
    echo "$key_image $key_papers"
}

download_make() { # FOLDER
    # Both slots begin with the same bytes, 255 MB apart: a window that wide has the second for nothing. The roots in them are
    # compressed already, so a higher level finds no more.
    zstd -q -T2 -6 --long=28 "$made_image/rebond.img" -o "$1/rebond.img.zst"
    cp "$made_papers"/* "$1/"
    (cd "$1" && sha256sum ./* >SHA256SUMS)
}

# Not cached: the folder of this build shows what the cache holds.
download_show() {
    cp --sparse=always --reflink=auto "$made_image/rebond.img" "$out/rebond.img"
    cp "$made_download"/* "$out/"
    ln -sf "$made_slot/slot.vfat" "$out/slot.vfat" # what kiosk-image/update/bundle makes an update of
    printf '%-12s %s MB on the card (%s MB sparse), %s MB to download, root %s MB unpacked, %s MB squashed\n' "rebond.img" \
        "$(du -m "$out/rebond.img" | cut -f1)" "$(du -m --apparent-size "$out/rebond.img" | cut -f1)" \
        "$(du -m "$out/rebond.img.zst" | cut -f1)" "$(cat "$made_rootfs/unpacked_mb")" "$(du -m "$made_rootfs/rootfs.squashfs" | cut -f1)"
}
