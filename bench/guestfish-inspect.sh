#!/bin/sh
# Times one whole run, guestfish --ro -a IMAGE -i cat /etc/hostname, beside the peer where it is installed.
#   bench/guestfish-inspect.sh [IMAGE]   without IMAGE a Debian guest is made: needs mmdebstrap, root and the network
#   MIRROR=URL                           where its packages come from
#   RUNS=5                               how often each is run
# Needs hyperfine. The peer runs under TCG, as this tool does where KVM boots nothing; PEER= leaves it out.
set -eu
top=$(cd "${0%/*}/.." && pwd)
ours=$top/bin/guestfish
peer=${PEER-/usr/bin/guestfish}
runs=${RUNS:-5}
if [ $# -gt 0 ]; then
    image=$1
else
    directory=$(mktemp -d)
    trap 'rm -r "$directory"' EXIT
    image=$directory/debian.qcow2
    echo "making a Debian guest ..." >&2
    mmdebstrap --quiet --variant=minbase --include=util-linux,e2fsprogs bookworm "$directory/root.tar" \
        ${MIRROR:+"$MIRROR"}
    "$ours" <<END
disk-create $image qcow2 2G
add $image format:qcow2
run
part-disk /dev/sda gpt
mkfs ext4 /dev/sda1
mount /dev/sda1 /
tar-in $directory/root.tar /
write /etc/hostname "bench\n"
write /etc/fstab "/dev/sda1 / ext4 defaults 0 1\n"
END
fi
set -- --warmup 1 --runs "$runs" -n guestscope "'$ours' --ro -a '$image' -i cat /etc/hostname"
if [ -n "$peer" ] && [ -x "$peer" ]; then
    set -- "$@" -n libguestfs \
        "LIBGUESTFS_BACKEND=direct LIBGUESTFS_BACKEND_SETTINGS=force_tcg '$peer' --ro -a '$image' -i cat /etc/hostname"
fi
hyperfine "$@"
