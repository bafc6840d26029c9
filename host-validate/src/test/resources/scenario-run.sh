#!/bin/bash
# usage: unshare -m --propagation private bash scenario-run.sh SCENARIO COMMAND...
#
# Builds the fake /proc, /sys and /dev a scenario describes inside the private mount namespace it was started in,
# then turns into COMMAND (exec, so that the files bound over /proc/$$ are those of the command itself).
# A scenario is a line of words calling the functions below. Needs root.
set -eu
scenario=$1
shift

T=$(mktemp -d)
mount -t tmpfs none "$T"

# fake PATH [TEXT...]: PATH shows TEXT (each word sequence one line; none: an empty file). In /sys and /dev the
# file is made in the fake tree; in /proc it is bound over the real one.
fake() {
    local path=$1
    shift
    case $path in
    /proc/*)
        local file
        file="$T/f$((n = ${n:-0} + 1))"
        : >"$file"
        [ $# -eq 0 ] || printf '%s\n' "$@" >"$file"
        mount --bind "$file" "$(own "$path")"
        ;;
    *)
        mkdir -p "${path%/*}"
        : >"$path"
        [ $# -eq 0 ] || printf '%s\n' "$@" >"$path"
        ;;
    esac
}

# Paths of this process by its number, since mount(8) has another /proc/self.
own() {
    case $1 in
    /proc/self/*) echo "/proc/$$/${1#/proc/self/}" ;;
    /proc/mounts) echo "/proc/$$/mounts" ;;
    *) echo "$1" ;;
    esac
}

# folder PATH...: empty folders in the fake tree.
folder() { mkdir -p "$@"; }

# sys: an empty /sys. dev: a /dev with the few nodes any program wants, and nothing else.
sys() { mount -t tmpfs none /sys; }
dev() {
    mkdir "$T/pts"
    mount --bind /dev/pts "$T/pts"
    mount -t tmpfs none /dev
    mknod -m 666 /dev/null c 1 3
    mknod -m 666 /dev/zero c 1 5
    mknod -m 666 /dev/random c 1 8
    mknod -m 666 /dev/urandom c 1 9
    mknod -m 666 /dev/tty c 5 0
    mkdir /dev/pts /dev/shm
    mount --move "$T/pts" /dev/pts
}

# hide PATH: an existing file of /proc becomes one that cannot be opened (a socket's inode: ENXIO even for root).
hide() {
    perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => shift, Listen => 1) or die' "$T/socket" 
    mount --bind "$T/socket" "$(own "$1")"
}

# cpu KIND [FLAG...]: /proc/cpuinfo of two processors of that kind with these flags.
cpu() {
    local kind=$1
    shift
    case $kind in
    intel) fake /proc/cpuinfo "processor	: 0" "vendor_id	: GenuineIntel" "flags		: fpu vme de $*" "bugs		: vmx_like" "" \
        "processor	: 1" "vendor_id	: GenuineIntel" "flags		: fpu vme de $*" ;;
    amd) fake /proc/cpuinfo "processor	: 0" "vendor_id	: AuthenticAMD" "flags		: fpu vme de $*" "" \
        "processor	: 1" "vendor_id	: AuthenticAMD" "flags		: fpu vme de $*" ;;
    s390) fake /proc/cpuinfo "vendor_id       : IBM/S390" "# processors    : 2" "features	: esan3 zarch stfle msa $*" ;;
    arm) fake /proc/cpuinfo "processor	: 0" "Features	: fp asimd evtstrm $*" "CPU implementer	: 0x41" ;;
    ppc) fake /proc/cpuinfo "processor	: 0" "cpu		: POWER9, altivec supported" "machine		: PowerNV $*" ;;
    riscv) fake /proc/cpuinfo "processor	: 0" "hart		: 0" "isa		: rv64imafdch" "mmu		: sv48" ;;
    esac
}

# node NAME...: character devices open to all.
node() {
    local name
    for name; do
        mkdir -p "/dev/$(dirname "$name")"
        mknod -m 666 "/dev/$name" c 10 200
    done
}

# v1 CONTROLLERS...: /proc/mounts with one v1 hierarchy for each word.
v1() {
    local lines=() word
    for word; do lines+=("cgroup /sys/fs/cgroup/$word cgroup rw,nosuid,relatime,$word 0 0"); done
    fake /proc/mounts "proc /proc proc rw 0 0" "tmpfs /sys/fs/cgroup tmpfs ro,mode=755 0 0" "${lines[@]}"
}

# v2 WORDS: a real cgroup2 mount whose cgroup.controllers shows WORDS. v2fake: the same in an ordinary folder.
v2() {
    mkdir -p "$T/cg2"
    mount -t cgroup2 none "$T/cg2"
    printf '%s\n' "$*" >"$T/controllers"
    mount --bind "$T/controllers" "$T/cg2/cgroup.controllers"
    fake /proc/mounts "proc /proc proc rw 0 0" "cgroup2 $T/cg2 cgroup2 rw,nosuid 0 0"
}
v2fake() {
    mkdir -p "$T/cg2"
    printf '%s\n' "$*" >"$T/cg2/cgroup.controllers"
    fake /proc/mounts "proc /proc proc rw 0 0" "cgroup2 $T/cg2 cgroup2 rw,nosuid 0 0"
}

# as USER: the command runs as that user.
as() { user=$1; }

# drop CAPABILITIES: the command runs without these.
drop() { dropped=$1; }

eval "$scenario"
if [ -n "${user:-}" ]; then
    exec setpriv --reuid "$user" --regid nogroup --clear-groups "$@"
elif [ -n "${dropped:-}" ]; then
    exec setpriv --bounding-set "$dropped" --inh-caps "$dropped" "$@"
fi
exec "$@"
