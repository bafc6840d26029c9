#!/bin/sh
# Start, CPU time a refresh and resident memory of virt-top with libvirt's test driver.
#
#   bench/virt-top.sh [VIRT_TOP [PEER]]      defaults: bin/virt-top beside this script, no peer
#
# start: seconds until the first sample is written and the program has ended (-n 1 --stream)
# cpu:   milliseconds of CPU time a refresh costs once warm: (210 refreshes - 10 refreshes) / 200
# rss:   the most memory it held, MiB
# The peer (an OCaml virt-top) shows only states with this driver, so its refresh does less.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
ours=${1:-$here/../bin/virt-top}
peer=${2-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

node() {
    {
        echo "<node><cpu><mhz>2400</mhz><model>x86_64</model><active>16</active><nodes>1</nodes>"
        echo "<sockets>1</sockets><cores>16</cores><threads>1</threads></cpu><memory>1073741824</memory>"
        number=0
        while [ $number -lt "$1" ]; do
            echo "<domain type='test'><name>dom$number</name><memory>524288</memory><vcpu>2</vcpu>"
            echo "<os><type>hvm</type></os><devices>"
            echo "<disk type='file'><source file='/d$number'/><target dev='vda'/></disk>"
            echo "<interface type='bridge'><source bridge='br0'/><target dev='tap$number'/></interface>"
            echo "</devices></domain>"
            number=$((number + 1))
        done
        echo "</node>"
    } >"$work/$1.xml"
}

measure() {
    name=$1
    program=$2
    domains=$3
    python3 - "$name" "$program" "test://$work/$domains.xml" "$domains" <<'EOF'
import os, statistics, subprocess, sys, time

name, program, uri, domains = sys.argv[1:]


def run(samples, delay):
    began = time.time()
    child = subprocess.Popen([program, "--no-init-file", "-c", uri, "-d", str(delay), "-n", str(samples), "--stream"],
                             stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit("%s: status %d" % (program, status))
    return time.time() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


starts = [run(1, 1)[0] for _ in range(5)]
_, few, _ = run(10, 0.01)
_, many, rss = run(210, 0.01)
print("%-8s %5s domains   start %.2f s   cpu %5.1f ms   rss %4.0f MiB"
      % (name, domains, statistics.median(starts), (many - few) / 200 * 1000, rss))
EOF
}

for domains in 10 100 1000 2000; do
    node $domains
    measure virt-top "$ours" $domains
    if [ -n "$peer" ]; then
        measure peer "$peer" $domains
    fi
done
