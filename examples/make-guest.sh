#!/bin/sh
# Makes guest.qcow2, the small demo guest the README and the tests look at. Needs guestfish and qemu-img.
#   ./make-guest.sh [OUTPUT]
# GPT: sda1 /boot (ext4), sda2 LVM2 volume group "guest" with root (ext4), data (btrfs) and swap.
set -eu
out=${1:-$(dirname "$0")/guest.qcow2}
raw=$(mktemp)
trap 'rm -f "$raw"' EXIT

# Where /dev/kvm opens and no guest boots: export LIBGUESTFS_BACKEND_SETTINGS=force_tcg
guestfish <<END
sparse $raw 2G
run
part-init /dev/sda gpt
part-add /dev/sda p 2048 264191
part-add /dev/sda p 264192 -34
part-set-name /dev/sda 1 boot
part-set-name /dev/sda 2 lvm
pvcreate /dev/sda2
vgcreate guest /dev/sda2
lvcreate root guest 768
lvcreate data guest 512
lvcreate swap guest 128
mkfs ext4 /dev/sda1 label:boot
mkfs ext4 /dev/guest/root label:root
mkfs btrfs /dev/guest/data label:data
mkswap /dev/guest/swap label:swap
mount /dev/guest/root /
mkdir /boot
mkdir /srv
mount /dev/sda1 /boot
mount /dev/guest/data /srv
mkdir /etc
write /etc/hostname "demo\n"
write /etc/os-release "PRETTY_NAME=\"guestscope demo guest\"\nNAME=\"Demo\"\nID=demo\nVERSION_ID=\"1\"\n"
write /etc/fstab "/dev/guest/root / ext4 defaults 0 1\nLABEL=boot /boot ext4 defaults 0 2\n/dev/guest/data /srv btrfs defaults 0 2\n/dev/guest/swap none swap sw 0 0\n"
fill 0 40000000 /srv/records
fill 100 300000000 /records.old
fill 0 52000000 /boot/kernel
umount-all
END
qemu-img convert -f raw -O qcow2 -c "$raw" "$out"
echo "$out: $(stat -c %s "$out") bytes"
