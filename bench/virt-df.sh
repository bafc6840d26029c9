#!/bin/sh
# How long virt-df takes, as a whole process, and the most memory it has: 1, 10, 100 and 1,000 images of two filesystems
# each, beside the peer for 1 and 10 images (which boots an appliance an image).
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
    seconds=$(median 3 "$peer -a $work/guest0.qcow2")
    printf '%-28s %10.3f\n' "peer, 1 image" "$seconds"
    cat >"$work/ten" <<END
#!/bin/sh
for i in 0 1 2 3 4 5 6 7 8 9; do $peer -a $work/guest\$i.qcow2 || exit 1; done
END
    chmod +x "$work/ten"
    seconds=$(median 1 "$work/ten")
    printf '%-28s %10.3f\n' "peer, 10 images" "$seconds"
fi
