#!/bin/sh
# Makes the first 16 KiB of disks of 96 MiB with the labels that parted 3.5 knows.
set -e
cd "$(dirname "$0")"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for label in sun bsd dvh amiga; do
    truncate -s 96M "$tmp/$label"
    case $label in dvh) kind=primary ;; amiga) kind=name ;; *) kind= ;; esac
    parted -s "$tmp/$label" mklabel $label mkpart $kind ext2 16MB 40MB mkpart $kind ext2 48MB 80MB
    head -c 16384 "$tmp/$label" | gzip -9n > $label.gz
done
