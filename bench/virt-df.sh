#!/bin/sh
# How long virt-df takes, as a whole process, and the most memory it has: 1, 10, 100 and 1,000 images of two filesystems
# each, beside the peer for 1 and 10 images (which boots an appliance an image; where KVM boots nothing, with
# LIBGUESTFS_BACKEND=direct LIBGUESTFS_BACKEND_SETTINGS=force_tcg).
#   bench/virt-df.sh [PEER]        PEER: another virt-df, e.g. /usr/bin/virt-df; without it only ours is measured
# Needs hyperfine, qemu-img, sfdisk, mke2fs, GNU time. Prints a table for docs/benchmarks.md.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
peer=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

raw=$work/template.raw
truncate -s 2G "$raw"
printf 'start=2048,size=409600\nstart=411648\n' | sfdisk -q "$raw"
mke2fs -q -t ext4 -L boot -E offset=$((2048 * 512)) "$raw" 200M
mke2fs -q -t ext4 -L root -E offset=$((411648 * 512)) "$raw" 1800M
qemu-img convert -O qcow2 "$raw" "$work/template.qcow2"
rm "$raw"
i=0
while [ $i -lt 1000 ]; do
    cp --sparse=always "$work/template.qcow2" "$work/guest$i.qcow2"
    i=$((i + 1))
done

arguments() { # COUNT
    i=0
    printf -- '--each'
    while [ $i -lt "$1" ]; do
        printf -- ' -a %s/guest%d.qcow2' "$work" $i
        i=$((i + 1))
    done
}

median() { # RUNS COMMAND: seconds
    hyperfine -N -w 1 -r "$1" --export-json "$work/result.json" "$2" >/dev/null 2>&1
    sed -n 's/.*"median": \([0-9.]*\).*/\1/p' "$work/result.json"
}

printf '%-28s %10s %12s\n' what seconds 'peak RSS'
for count in 1 10 100 1000; do
    # shellcheck disable=SC2046 # the arguments are words
    rss=$(/usr/bin/time -f %M "$top/bin/virt-df" $(arguments $count) 2>&1 >/dev/null | tail -n 1)
    seconds=$(median 7 "$top/bin/virt-df $(arguments $count)")
    printf '%-28s %10.3f %9d MiB\n' "virt-df, $count images" "$seconds" $((rss / 1024))
done
if [ -n "$peer" ]; then
    # All -a are one guest to the peer, so ten guests are ten runs, as in a script. One measurement each. Its memory is that
    # of the largest process it waits for: its QEMU.
    cat >"$work/peer" <<END
#!/bin/sh
i=0
while [ \$i -lt \$1 ]; do $peer -a $work/guest\$i.qcow2 || exit 1; i=\$((i + 1)); done
END
    chmod +x "$work/peer"
    for count in 1 10; do
        /usr/bin/time -o "$work/time" -f '%e %M' "$work/peer" $count >/dev/null
        read -r seconds rss <"$work/time"
        printf '%-28s %10.3f %9d MiB\n' "peer, $count images" "$seconds" $((rss / 1024))
    done
fi
