# Chooses a slot and starts it; the same script on a Raspberry Pi and in qemu. state.env says which slot is good (BOOT_SLOT), and
# which one is tried how often (TRY_SLOT, TRY_LEFT). A try is counted before it is made, so that whatever goes wrong ends on
# the good slot. Without a try nothing is written here. The file is always 34 bytes long, so that changing it changes one sector.
# Small files are read beside this script, not over it.
setenv loadaddr ${pxefile_addr_r}
setenv BOOT_SLOT A
setenv TRY_SLOT -
setenv TRY_LEFT 0
if load ${devtype} ${devnum}:1 ${loadaddr} state.env; then
    env import -t ${loadaddr} ${filesize} BOOT_SLOT TRY_SLOT TRY_LEFT
fi
if test "${BOOT_SLOT}" != B; then setenv BOOT_SLOT A; fi
setenv slots "${BOOT_SLOT} A B"

setenv left
if test "${TRY_LEFT}" = 3; then setenv left 2; fi
if test "${TRY_LEFT}" = 2; then setenv left 1; fi
if test "${TRY_LEFT}" = 1; then setenv left 0; fi
if test "${TRY_SLOT}" != A -a "${TRY_SLOT}" != B; then setenv left; fi
if test -n "${left}"; then
    setenv TRY_LEFT ${left}
    env export -t ${loadaddr} BOOT_SLOT TRY_SLOT TRY_LEFT
    if fatwrite ${devtype} ${devnum}:1 ${loadaddr} state.env ${filesize}; then
        setenv slots "${TRY_SLOT} ${BOOT_SLOT} A B"
    fi
fi

# The addresses that U-Boot has for a Pi leave less room than Debian's kernel takes.
if test -n "${board_rev}"; then
    setenv kernel_addr_r 0x00200000
    setenv ramdisk_addr_r 0x06000000
    setenv machine "console=tty3"
else
    setenv machine "console=ttyAMA0 systemd.journald.forward_to_console=1"
fi

for slot in ${slots}; do
    setenv part 2
    if test "${slot}" = B; then setenv part 3; fi
    if load ${devtype} ${devnum}:${part} ${kernel_addr_r} vmlinuz; then
        if load ${devtype} ${devnum}:${part} ${ramdisk_addr_r} initrd.img; then
            setenv initrd_size ${filesize}
            setenv kargs
            if load ${devtype} ${devnum}:${part} ${loadaddr} kargs; then env import -t ${loadaddr} ${filesize} kargs; fi
            setenv bootargs "${kargs} ${machine} rebond.slot=${slot} rauc.slot=${slot} rebond.disk=52424e44"
            booti ${kernel_addr_r} ${ramdisk_addr_r}:${initrd_size} ${fdt_addr}
        fi
    fi
done
reset
