#!/bin/sh
# A private libvirtd with two small emulated guests, for the integration tests of virt-top.
#
#   testbed.sh missing               says what this machine lacks; nothing if it has all
#   testbed.sh start DIR             starts the daemon, defines the guests and boots them
#   testbed.sh daemon-start DIR      starts the daemon again; the guests ran on
#   testbed.sh daemon-stop DIR       stops the daemon only
#   testbed.sh stop DIR              ends guests and daemon
#
# The daemon lives in mount and network namespaces of its own, with its folders below DIR in place of the host's, so
# nothing of the host is shared or changed. DIR must be short: a Unix socket's path has at most 107 bytes.
# Guests: busy (uses a CPU, writes its disk, answers pings), idle, and off, which is only defined.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
action=$1
dir=${2-}
uri="qemu+unix:///system?socket=$dir/sock/libvirt-sock"

kernel() {
    # The newest kernel that is here together with its modules.
    for k in $(ls -r /boot/vmlinuz-* 2>/dev/null); do
        if [ -d "/lib/modules/${k#/boot/vmlinuz-}/kernel" ]; then
            echo "$k"
            return
        fi
    done
}

missing() {
    [ "$(id -u)" = 0 ] || echo root
    for tool in libvirtd virsh qemu-system-x86_64 unshare nsenter busybox cpio gzip ip; do
        command -v $tool >/dev/null 2>&1 || [ -x /usr/sbin/$tool ] || echo "$tool"
    done
    [ -n "$(kernel)" ] || echo "a kernel in /boot with its modules"
    busybox 2>/dev/null | grep -q insmod || echo "a busybox with insmod (busybox-static)"
    unshare -m -n true 2>/dev/null || echo "namespaces (unshare -m -n)"
}

initramfs() {
    root=$dir/initramfs
    mkdir -p "$root/bin" "$root/dev" "$root/proc" "$root/sys" "$root/modules"
    cp "$(command -v busybox)" "$root/bin/busybox"
    cp "$here/init" "$root/init"
    chmod 755 "$root/init"
    release=$(kernel)
    modules=/lib/modules/${release#/boot/vmlinuz-}/kernel
    number=10
    # Each one after those it needs.
    for module in virtio/virtio_ring virtio/virtio virtio/virtio_pci_modern_dev virtio/virtio_pci_legacy_dev \
        virtio/virtio_pci virtio/virtio_balloon block/virtio_blk net/net_failover net/virtio_net; do
        if [ $module = net/net_failover ]; then
            unpack "$modules/net/core/failover" $number
            number=$((number + 1))
        fi
        unpack "$modules/drivers/$module" $number
        number=$((number + 1))
    done
    (cd "$root" && find . | cpio -o -H newc 2>/dev/null | gzip -1) >"$dir/initramfs.gz"
}

unpack() {
    to=$root/modules/$2-$(basename "$1").ko
    if [ -e "$1.ko" ]; then
        cp "$1.ko" "$to"
    elif [ -e "$1.ko.xz" ]; then
        xz -dc "$1.ko.xz" >"$to"
    elif [ -e "$1.ko.zst" ]; then
        zstd -qdc "$1.ko.zst" >"$to"
    fi # else it is built in
}

holder() {
    for place in etc run lib cache log; do
        mkdir -p "$dir/host/$place"
    done
    cp -a /etc/libvirt/. "$dir/host/etc/"
    rm -rf "$dir/host/etc/qemu/networks/autostart"
    cat >"$dir/host/etc/qemu.conf" <<EOF
user = "root"
group = "root"
dynamic_ownership = 0
remember_owner = 0
security_driver = "none"
stdio_handler = "file"
namespaces = []
EOF
    cat >"$dir/libvirtd.conf" <<EOF
listen_tls = 0
unix_sock_dir = "$dir/sock"
unix_sock_ro_perms = "0777"
auth_unix_ro = "none"
auth_unix_rw = "none"
log_outputs = "3:file:$dir/libvirtd.log"
EOF
    unshare -m -n sh -c "
        mount --make-rprivate /
        mkdir -p /run/libvirt /var/lib/libvirt /var/cache/libvirt /var/log/libvirt
        mount --bind '$dir/host/etc' /etc/libvirt
        mount --bind '$dir/host/run' /run/libvirt
        mount --bind '$dir/host/lib' /var/lib/libvirt
        mount --bind '$dir/host/cache' /var/cache/libvirt
        mount --bind '$dir/host/log' /var/log/libvirt
        ip link set lo up
        touch '$dir/ready'
        exec sleep 3600" </dev/null >/dev/null 2>&1 &
    echo $! >"$dir/holder.pid"
    wait_for 100 test -e "$dir/ready"
}

daemon_start() {
    nsenter -t "$(cat "$dir/holder.pid")" -m -n libvirtd --config "$dir/libvirtd.conf" \
        --pid-file "$dir/libvirtd.pid" </dev/null >>"$dir/libvirtd.out" 2>&1 &
    wait_for 300 virsh -q -c "$uri" version
}

daemon_stop() {
    pid=$(cat "$dir/libvirtd.pid" 2>/dev/null || true)
    if [ -n "$pid" ] && kill "$pid" 2>/dev/null; then
        wait_for 150 sh -c "! kill -0 $pid 2>/dev/null"
    fi
}

# wait_for TENTHS COMMAND...
wait_for() {
    tenths=$1
    shift
    while ! "$@" >/dev/null 2>&1; do
        tenths=$((tenths - 1))
        if [ $tenths -le 0 ]; then
            echo "testbed: gave up waiting for: $*" >&2
            tail -5 "$dir/libvirtd.log" "$dir"/*.console >&2 2>/dev/null || true
            exit 1
        fi
        sleep 0.1
    done
}

# define NAME ROLE NUMBER
define() {
    truncate -s 64M "$dir/$1.img"
    : >"$dir/$1.console"
    cat >"$dir/$1.xml" <<EOF
<domain type='qemu'>
  <name>$1</name>
  <memory unit='MiB'>112</memory><currentMemory unit='MiB'>96</currentMemory>
  <vcpu>1</vcpu>
  <os>
    <type arch='x86_64' machine='pc'>hvm</type>
    <kernel>$(kernel)</kernel><initrd>$dir/initramfs.gz</initrd>
    <cmdline>console=ttyS0 quiet panic=1 role=$2 net=10.88.$3</cmdline>
  </os>
  <features><acpi/></features>
  <on_poweroff>destroy</on_poweroff><on_reboot>destroy</on_reboot><on_crash>destroy</on_crash>
  <devices>
    <disk type='file' device='disk'>
      <driver name='qemu' type='raw'/><source file='$dir/$1.img'/><target dev='vda' bus='virtio'/>
    </disk>
    <interface type='ethernet'><target dev='tap$3'/><model type='virtio'/></interface>
    <serial type='file'><source path='$dir/$1.console'/></serial>
    <memballoon model='virtio'><stats period='1'/></memballoon>
  </devices>
</domain>
EOF
    virsh -q -c "$uri" define "$dir/$1.xml"
}

start() {
    mkdir -p "$dir/sock"
    chmod 755 "$dir"
    initramfs
    holder
    daemon_start
    define busy busy 1
    define idle idle 2
    define off idle 3
    virsh -q -c "$uri" start busy
    virsh -q -c "$uri" start idle
    nsenter -t "$(cat "$dir/holder.pid")" -n ip addr add 10.88.1.1/24 dev tap1
    wait_for 1500 grep -q 'guest is up' "$dir/busy.console"
    wait_for 1500 grep -q 'guest is up' "$dir/idle.console"
}

stop() {
    pid=$(cat "$dir/libvirtd.pid" 2>/dev/null || true)
    if [ -z "$pid" ] || ! kill -0 "$pid" 2>/dev/null; then
        daemon_start
    fi
    for guest in busy idle off; do
        virsh -q -c "$uri" destroy $guest >/dev/null 2>&1 || true
        virsh -q -c "$uri" undefine $guest >/dev/null 2>&1 || true
    done
    daemon_stop
    kill "$(cat "$dir/holder.pid")" 2>/dev/null || true
    # libvirt leaves an empty folder in each control group hierarchy.
    for group in /sys/fs/cgroup/*/machine /sys/fs/cgroup/machine; do
        rmdir "$group" 2>/dev/null || true
    done
}

case $action in
missing) missing ;;
start) start ;;
daemon-start) daemon_start ;;
daemon-stop) daemon_stop ;;
stop) stop ;;
*)
    echo "usage: testbed.sh missing | start DIR | daemon-start DIR | daemon-stop DIR | stop DIR" >&2
    exit 2
    ;;
esac
