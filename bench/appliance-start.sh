#!/bin/bash
# Time from the command to a started appliance with one disk, beside libguestfs under the same acceleration (TCG).
#   bench/appliance-start.sh [RUNS]
set -eu
runs=${1:-5}
top=$(cd "${0%/*}/.." && pwd)
disk=$(mktemp --suffix=.img)
trap 'rm -f "$disk"' EXIT
truncate -s 64M "$disk"
mkfs.ext4 -q "$disk"
export LIBGUESTFS_BACKEND=direct LIBGUESTFS_BACKEND_SETTINGS=force_tcg

ours="$top/bin/guestfish --ro -a $disk run"
$ours # builds the appliance and saves a state, if need be
hyperfine --runs "$runs" -n 'guestscope, restored' "$ours" \
    -n 'libguestfs' "/usr/bin/guestfish --ro -a $disk run"

# Without a snapshot: what the first start on a machine, or one with rare settings, waits for before its state is saved.
java -cp "$top/lib/dist/target/guestscope/lib/*" "$top/bench/ColdBoot.java" "$runs"

# Memory that each of eight machines adds: the proportional set size counts shared pages once.
pids=()
for _ in 1 2 3 4 5 6 7 8; do
    $ours : sleep 15 &
    pids+=($!)
done
sleep 10
for pid in $(pgrep -f 'qemu-system-x86_64.*-name guestscope'); do
    awk -v pid="$pid" '/^Pss:/ { printf "qemu %s: %.1f MiB PSS\n", pid, $2 / 1024 }' "/proc/$pid/smaps_rollup"
done
wait "${pids[@]}"
