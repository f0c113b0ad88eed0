# One slot: a FAT partition with kernel, first root, kernel arguments and the root. Both slots begin with the same bytes.

slot_inputs() {
    echo "$key_rootfs $key_kernel"
    hash_of "$here/image/boot/kargs"
}

# The size stays the same from version to version, whatever the root's: an update has to fit.
slot_mb=255

slot_make() { # FOLDER
    fat_make "$1/slot.vfat" $slot_mb REBONDSLOT 52424e02
    fat_put "$1/slot.vfat" "$made_kernel/vmlinuz" "$made_kernel/initrd.img" "$here/image/boot/kargs" "$made_rootfs/rootfs.squashfs"
}
