#!/bin/sh
# Makes the images beside this script, all of one disk: 3 MiB, sector n of it filled with n as 64-bit little endian
# numbers where n / 37 % 3 is not 0, with zeros elsewhere. Needs qemu-img 7.2 and python3.
set -e
cd "$(dirname "$0")"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 - "$tmp/src.raw" <<'PY'
import struct, sys
with open(sys.argv[1], 'wb') as f:
    for n in range(6144):
        f.write(struct.pack('<Q', n) * 64 if n // 37 % 3 else bytes(512))
PY
make() { # NAME FORMAT [OPTION...]
    name=$1; format=$2; shift 2
    qemu-img convert -q -O "$format" "$@" "$tmp/src.raw" "$tmp/$name"
    gzip -9n < "$tmp/$name" > "$name.gz"
}
make v2.qcow2 qcow2 -o compat=0.10
make v3.qcow2 qcow2
make c512.qcow2 qcow2 -o cluster_size=512
make c2M.qcow2 qcow2 -o cluster_size=2M
make deflate.qcow2 qcow2 -c -o cluster_size=4k
make zstd.qcow2 qcow2 -c -o cluster_size=64k,compression_type=zstd
make subclusters.qcow2 qcow2 -o cluster_size=128k,extended_l2=on
make c4k.qed qed -o cluster_size=4096
make dynamic.vdi vdi
make fixed.vdi vdi -o static=on
make dynamic.vhd vpc -o force_size=on
make fixed.vhd vpc -o subformat=fixed,force_size=on
make dynamic.vhdx vhdx -o block_size=1M
make fixed.vhdx vhdx -o subformat=fixed,block_size=1M
make sparse.vmdk vmdk
make stream.vmdk vmdk -o subformat=streamOptimized
make expandable.hdd parallels -o cluster_size=65536
