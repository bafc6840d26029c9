#!/bin/sh
# A private libvirtd with two small emulated guests, for the integration tests of virt-top.
#
#   testbed.sh missing               says what this machine lacks; nothing if it has all
#   testbed.sh start DIR             starts the daemon, defines the guests and boots them
#   testbed.sh daemon-start DIR      starts the daemon again; the guests ran on
#   testbed.sh daemon-stop DIR       stops the daemon only
#   testbed.sh stop DIR              ends guests and daemon
#
# Guests: busy (uses a CPU, writes its disk, answers pings), idle, and off, which is only defined.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
action=$1
dir=${2-}
. "$here/../../../../../lib/live/src/test/testbed/libvirtd.sh"

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
    holder
    initramfs initramfs "$here/init" virtio_pci virtio_balloon virtio_blk virtio_net
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

case $action in
missing) missing ;;
start) start ;;
daemon-start) daemon_start ;;
daemon-stop) daemon_stop ;;
stop) bed_stop ;;
*)
    echo "usage: testbed.sh missing | start DIR | daemon-start DIR | daemon-stop DIR | stop DIR" >&2
    exit 2
    ;;
esac
