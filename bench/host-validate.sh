#!/bin/sh
# How long does host-validate take from start to end, and how long virt-host-validate?
#   bench/host-validate.sh [RUNS]      needs hyperfine; measures the peer if it is installed, each Java there is a launch file for
set -eu
top=$(cd "${0%/*}/.." && pwd)
runs=${1:-40}
"$top/bin/host-validate" -q || true

# The goal is for the whole process: 90 ms on Java 17, 60 ms on Java 25, the peer takes 9.
set -- --shell=none --ignore-failure --warmup 5 --runs "$runs"
for file in "$top"/lib/dist/target/guestscope/launch/host-validate@*; do
    release=${file##*@}
    set -- "$@" --command-name "host-validate on Java $release" "env GUESTSCOPE_JAVA=$release $top/bin/host-validate"
done
if command -v virt-host-validate >/dev/null; then
    set -- "$@" --command-name virt-host-validate virt-host-validate
fi
exec hyperfine "$@"
