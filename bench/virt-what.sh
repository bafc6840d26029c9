#!/bin/sh
# How long virt-what takes, as a whole process through its launcher: on this machine, and on a tree whose answers lie in
# files, beside the peer (which needs the same answers from programs of the tree).
#   bench/virt-what.sh [PEER]      PEER: another virt-what, e.g. /usr/sbin/virt-what; without it only ours is measured
#   GUESTSCOPE_JAVA=17 bench/virt-what.sh    the same on Java 17
# Needs hyperfine. Prints medians and minima in milliseconds.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
peer=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$work/tree/proc/self" "$work/tree/sbin" "$work/tree/.probe"
printf 'model name\t: a processor\n' >"$work/tree/proc/cpuinfo"
printf 'Name:\tsh\n' >"$work/tree/proc/self/status"
program() { # NAME ANSWER
    printf '#!/bin/sh\nprintf "%%s\\n" "%s"\n' "$2" >"$work/tree/sbin/$1"
    chmod +x "$work/tree/sbin/$1"
}
program virt-what-cpuid-helper KVMKVMKVM
program dmidecode '	Manufacturer: QEMU'
program uname x86_64
cp -r "$work/tree" "$work/plain"
rm -r "$work/plain/sbin"
echo KVMKVMKVM >"$work/plain/.probe/cpuid-signature"
printf '\tManufacturer: QEMU\n' >"$work/plain/.probe/dmidecode"
echo x86_64 >"$work/plain/.probe/arch"

measure() { # NAME COMMAND
    hyperfine -N -w 3 -r 30 --export-json "$work/result.json" "$2" >/dev/null 2>&1
    median=$(sed -n 's/.*"median": \([0-9.]*\).*/\1/p' "$work/result.json")
    least=$(sed -n 's/.*"min": \([0-9.]*\).*/\1/p' "$work/result.json")
    awk -v name="$1" -v median="$median" -v least="$least" \
        'BEGIN { printf "%-36s %8.1f %8.1f\n", name, median * 1000, least * 1000 }'
}

printf '%-36s %8s %8s\n' what median min
measure 'virt-what, this machine' "$top/bin/virt-what"
measure 'virt-what, a tree of files' "$top/bin/virt-what --test-root=$work/plain"
measure 'virt-what, a tree with programs' "$top/bin/virt-what --test-root=$work/tree"
measure 'virt-what --json, this machine' "$top/bin/virt-what --json"
if [ -n "$peer" ]; then
    measure 'peer, this machine' "$peer"
    measure 'peer, a tree with programs' "$peer --test-root=$work/tree"
fi
