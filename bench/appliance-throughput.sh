#!/bin/bash
# Upload and download of a large file through the appliance, beside libguestfs under TCG.
#   bench/appliance-throughput.sh [MIB]
set -eu
mib=${1:-1024}
top=$(cd "${0%/*}/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
truncate -s $((mib * 2))M "$work/disk.img"
mkfs.ext4 -q "$work/disk.img"
head -c ${mib}M /dev/urandom >"$work/file"
export LIBGUESTFS_BACKEND=direct LIBGUESTFS_BACKEND_SETTINGS=force_tcg

measure() { # NAME GUESTFISH
    local start end
    for action in "upload $work/file /file" "download /file $work/back"; do
        start=$(date +%s.%N)
        # shellcheck disable=SC2086 # the action is words
        "$2" --rw -a "$work/disk.img" -m /dev/sda $action
        end=$(date +%s.%N)
        awk -v name="$1" -v what="${action%% *}" -v mib="$mib" -v s="$start" -v e="$end" \
            'BEGIN { printf "%-12s %-8s %7.1f MiB/s with the start\n", name, what, mib / (e - s) }'
    done
    cmp "$work/file" "$work/back"
}
"$top/bin/guestfish" --ro -a "$work/disk.img" run
measure guestscope "$top/bin/guestfish"
measure libguestfs /usr/bin/guestfish
