#!/bin/sh
# Times one whole run, guestfish -a DISK -m /dev/sda1 cat FILE, beside the peer where it is installed.
#   bench/guestfish.sh [DISK [FILE]]     without DISK a small one is made
#   RUNS=10                              how often each is run
# Needs hyperfine. The peer runs under TCG, as this tool does where KVM boots nothing; PEER= leaves it out.
set -eu
top=$(cd "${0%/*}/.." && pwd)
ours=$top/bin/guestfish
peer=${PEER-/usr/bin/guestfish}
runs=${RUNS:-10}
file=${2:-/hostname}
if [ $# -gt 0 ]; then
    disk=$1
else
    directory=$(mktemp -d)
    trap 'rm -r "$directory"' EXIT
    disk=$directory/disk.img
    echo "making a disk ..." >&2
    "$ours" -N "$disk=fs:ext4:100M" -m /dev/sda1 write "$file" "bench
"
fi
set -- --warmup 1 --runs "$runs" -n guestscope "'$ours' --ro -a '$disk' -m /dev/sda1 cat '$file'"
if [ -n "$peer" ] && [ -x "$peer" ]; then
    set -- "$@" -n libguestfs \
        "LIBGUESTFS_BACKEND=direct LIBGUESTFS_BACKEND_SETTINGS=force_tcg '$peer' --ro -a '$disk' -m /dev/sda1 cat '$file'"
fi
hyperfine "$@"
