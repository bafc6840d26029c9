#!/bin/sh
# A private libvirtd with guests of many kinds, for the integration tests of virt-df. Actions: missing, start DIR,
# daemon-start DIR, daemon-stop DIR, stop DIR.
#
# Running: asked, whose guest agent answers; stuck, whose agent stands still; mute, which has the channel and no agent.
# Only defined: off (a qcow2 image), lost (its image is missing), drives (CD-ROMs, a floppy and a disk), net (a network
# disk), pooled (a volume of a storage pool), bare (no disk at all).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
action=$1
dir=${2-}
. "$here/../../../../lib/live/src/test/testbed/libvirtd.sh"

# copy PROGRAM...: puts programs into the guest's tree, each with the libraries it needs.
copy() {
    for program in "$@"; do
        file=$(PATH=$PATH:/sbin:/usr/sbin command -v "$program")
        for part in "$file" $(ldd "$file" | awk '{ for (i = 1; i <= NF; i++) if ($i ~ /^\//) print $i }'); do
            mkdir -p "$dir/initramfs/$(dirname "$part")"
            cp -L "$part" "$dir/initramfs/$part"
        done
    done
}

images() {
    truncate -s 420M "$dir/asked.img"
    sfdisk -q --label gpt "$dir/asked.img" <<EOF
start=2048, size=131072
start=133120, size=655360
EOF
    mke2fs -q -t ext4 -L root -E offset=1048576 "$dir/asked.img" 64M
    truncate -s 320M "$dir/xfs"
    mkfs.xfs -q -L data "$dir/xfs"
    dd if="$dir/xfs" of="$dir/asked.img" bs=1M seek=65 conv=notrunc,sparse status=none
    rm "$dir/xfs"
    truncate -s 32M "$dir/efi.img"
    mkfs.vfat -n EFI "$dir/efi.img" >/dev/null
    truncate -s 64M "$dir/lvm.img"
    mkdir "$dir/tree" "$dir/pool"
    head -c 3000000 /dev/urandom >"$dir/tree/file"
    mke2fs -q -t ext4 -d "$dir/tree" "$dir/plain.img" 48M
    for name in stuck mute drives net; do
        cp --sparse=always "$dir/plain.img" "$dir/$name.img"
    done
    qemu-img convert -O qcow2 "$dir/plain.img" "$dir/off.qcow2"
    qemu-img convert -O qcow2 "$dir/plain.img" "$dir/pool/pooled.qcow2"
    mke2fs -q -t ext2 "$dir/cd.iso" 8M
}

# disk FORMAT FILE TARGET [BUS]
disk() {
    echo "<disk type='file' device='disk'><driver name='qemu' type='$1'/><source file='$2'/><target dev='$3' bus='${4-virtio}'/></disk>"
}

# define NAME ROLE DISKS
define() {
    : >"$dir/$1.console"
    cat >"$dir/$1.xml" <<EOF
<domain type='qemu'>
  <name>$1</name>
  <memory unit='MiB'>160</memory>
  <vcpu>1</vcpu>
  <os>
    <type arch='x86_64' machine='pc'>hvm</type>
    <kernel>$(kernel)</kernel><initrd>$dir/initramfs.gz</initrd>
    <cmdline>console=ttyS0 quiet panic=1 role=$2</cmdline>
  </os>
  <features><acpi/></features>
  <on_poweroff>destroy</on_poweroff><on_reboot>destroy</on_reboot><on_crash>destroy</on_crash>
  <devices>
    $3
    <serial type='file'><source path='$dir/$1.console'/></serial>
    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
    <memballoon model='none'/>
  </devices>
</domain>
EOF
    virsh -q -c "$uri" define "$dir/$1.xml"
}

start() {
    mkdir -p "$dir"
    images
    holder
    mkdir "$dir/initramfs"
    copy qemu-ga lvm mke2fs
    initramfs initramfs "$here/init" virtio_pci virtio_blk virtio_console crc32c_generic ext4 xfs vfat nls_ascii nls_cp437 \
        dm-mod
    daemon_start
    define asked agent "$(disk raw "$dir/asked.img" vda) $(disk raw "$dir/efi.img" vdb) $(disk raw "$dir/lvm.img" vdc)"
    define stuck stuck "$(disk raw "$dir/stuck.img" vda)"
    define mute mute "$(disk raw "$dir/mute.img" vda)"
    for guest in asked stuck mute; do
        virsh -q -c "$uri" start $guest
    done
    define off off "$(disk qcow2 "$dir/off.qcow2" vda)"
    define lost off "$(disk raw "$dir/lost.img" vda)"
    define drives off "<disk type='file' device='cdrom'><driver name='qemu' type='raw'/><source file='$dir/cd.iso'/><target dev='hda' bus='ide'/><readonly/></disk>
        <disk type='file' device='cdrom'><target dev='hdc' bus='ide'/><readonly/></disk>
        <disk type='file' device='floppy'><target dev='fda' bus='fdc'/></disk>
        $(disk raw "$dir/drives.img" sda scsi)"
    qemu-nbd --fork --persistent --shared=8 --read-only --format=raw --socket="$dir/nbd.sock" --pid-file="$dir/nbd.pid" \
        --export-name=export "$dir/net.img"
    define net off "<disk type='network' device='disk'><driver name='qemu' type='raw'/><source protocol='nbd' name='export'><host transport='unix' socket='$dir/nbd.sock'/></source><target dev='vda' bus='virtio'/></disk>"
    virsh -q -c "$uri" pool-create-as images dir --target "$dir/pool" >/dev/null
    define pooled off "<disk type='volume' device='disk'><driver name='qemu' type='qcow2'/><source pool='images' volume='pooled.qcow2'/><target dev='vda' bus='virtio'/></disk>"
    define bare off ""
    for guest in asked stuck mute; do
        wait_for 1500 grep -q 'guest is up' "$dir/$guest.console"
    done
    for guest in asked stuck; do
        wait_for 600 sh -c "virsh -q -c '$uri' dumpxml $guest | grep -q 'guest_agent.0.* state=.connected'"
    done
}

stop() {
    bed_stop
    [ ! -e "$dir/nbd.pid" ] || kill "$(cat "$dir/nbd.pid")" 2>/dev/null || true
}

case $action in
missing) missing qemu-ga lvm mke2fs mkfs.xfs mkfs.vfat sfdisk qemu-img qemu-nbd ldd ;;
start) start ;;
daemon-start) daemon_start ;;
daemon-stop) daemon_stop ;;
stop) stop ;;
*)
    echo "usage: guests.sh missing | start DIR | daemon-start DIR | daemon-stop DIR | stop DIR" >&2
    exit 2
    ;;
esac
