# The whole card. Partitions: 1 what technicians and the boot loader see (FAT), 2 and 3 the slots A and B, 4 the data (ext4).

image_inputs() {
    echo "$key_slot $key_kernel $SOURCE_DATE_EPOCH"
    hash_of "$here/image/boot" "$source_root/assets/config/demo.ini"
}

boot_mb=64 data_mb=192

image_make() { # FOLDER
    local work=$1/work
    mkdir -p "$work/boot" "$work/tmp" "$work/empty"
    mkimage -A arm64 -T script -C none -n rebond -d "$here/image/boot/boot.cmd" "$work/boot/boot.scr" >/dev/null
    cp "$made_kernel"/boot/* "$here/image/boot/config.txt" "$work/boot/"
    sed 's/$/\r/' "$here/image/boot/LISEZ-MOI.txt" >"$work/boot/LISEZ-MOI.txt"
    sed 's/$/\r/' "$source_root/assets/config/demo.ini" >"$work/boot/rebond.example.ini"
    printf 'BOOT_SLOT=A\nTRY_SLOT=-\nTRY_LEFT=0\n' >"$work/boot/state.env"
    fat_make "$work/boot.vfat" $boot_mb REBOND 52424e01
    fat_put "$work/boot.vfat" "$work"/boot/*
    image_data "$work/data.ext4"
    ln -s "$made_slot/slot.vfat" "$work/slot.vfat"
    image_layout >"$work/genimage.cfg"
    genimage --config "$work/genimage.cfg" --rootpath "$work/empty" --tmppath "$work/tmp" --inputpath "$work" --outputpath "$1"
    rm -rf "$work"
}

# Grown to the size of the card at the first start.
image_data() { # FILE
    truncate -s ${data_mb}M "$1"
    E2FSPROGS_FAKE_TIME=$SOURCE_DATE_EPOCH mke2fs -q -t ext4 -L rebond-data -U 52424e44-0000-4000-8000-000000000004 -m 1 \
        -E hash_seed=52424e44-0000-4000-8000-000000000005,lazy_itable_init=0,lazy_journal_init=0 -O ^metadata_csum_seed,metadata_csum "$1"
}

image_layout() {
    cat <<'END'
image rebond.img {
    hdimage { partition-table-type = "mbr" disk-signature = 0x52424e44 align = 1M }
    partition boot { partition-type = 0x0C bootable = "true" image = "boot.vfat" }
    partition a { partition-type = 0x1C image = "slot.vfat" }
    partition b { partition-type = 0x1C image = "slot.vfat" }
    partition data { partition-type = 0x83 image = "data.ext4" }
}
END
}
