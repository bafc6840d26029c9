# Shell functions for test beds: a private libvirtd and small guests that boot from an initramfs. To be sourced, with $dir
# the bed's folder. The folder must be short: a Unix socket's path has at most 107 bytes.
#
# The daemon lives in mount and network namespaces of its own, with its folders below $dir in place of the host's, so
# nothing of the host is shared or changed.

# shellcheck shell=sh disable=SC2154 # dir is the caller's
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

# missing [TOOL...]: what this machine lacks of what every bed needs, and of these tools; nothing if it has all.
missing() {
    [ "$(id -u)" = 0 ] || echo root
    for tool in libvirtd virsh qemu-system-x86_64 unshare nsenter busybox cpio gzip modprobe ip "$@"; do
        command -v "$tool" >/dev/null 2>&1 || [ -x "/usr/sbin/$tool" ] || echo "$tool"
    done
    [ -n "$(kernel)" ] || echo "a kernel in /boot with its modules"
    busybox 2>/dev/null | grep -q insmod || echo "a busybox with insmod (busybox-static)"
    unshare -m -n true 2>/dev/null || echo "namespaces (unshare -m -n)"
}

# initramfs NAME INIT MODULE...: makes $dir/NAME.gz of what is in $dir/NAME already, busybox, INIT, and the modules with
# those they need, numbered in the order in which they can be loaded.
initramfs() {
    root=$dir/$1
    mkdir -p "$root/bin" "$root/dev" "$root/proc" "$root/sys" "$root/modules"
    cp "$(command -v busybox)" "$root/bin/busybox"
    cp "$2" "$root/init"
    chmod 755 "$root/init"
    archive=$dir/$1.gz
    shift 2
    release=$(kernel)
    number=100
    for file in $(PATH=$PATH:/sbin:/usr/sbin modprobe -a -S "${release#/boot/vmlinuz-}" --show-depends "$@" |
        awk '$1 == "insmod" && !seen[$2]++ { print $2 }'); do
        to=$root/modules/$number-$(basename "${file%.ko*}").ko
        case $file in
        *.xz) xz -dc "$file" >"$to" ;;
        *.zst) zstd -qdc "$file" >"$to" ;;
        *) cp "$file" "$to" ;;
        esac
        number=$((number + 1))
    done
    (cd "$root" && find . | cpio -o -H newc 2>/dev/null | gzip -1) >"$archive"
}

# Makes the namespaces that the daemon and its guests live in.
holder() {
    mkdir -p "$dir/sock"
    chmod 755 "$dir"
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

# Ends guests, daemon and namespaces.
bed_stop() {
    pid=$(cat "$dir/libvirtd.pid" 2>/dev/null || true)
    if [ -z "$pid" ] || ! kill -0 "$pid" 2>/dev/null; then
        daemon_start
    fi
    for guest in $(virsh -q -c "$uri" list --all --name); do
        virsh -q -c "$uri" destroy "$guest" >/dev/null 2>&1 || true
        virsh -q -c "$uri" undefine "$guest" >/dev/null 2>&1 || true
    done
    daemon_stop
    kill "$(cat "$dir/holder.pid")" 2>/dev/null || true
    # libvirt leaves an empty folder in each control group hierarchy.
    for group in /sys/fs/cgroup/*/machine /sys/fs/cgroup/machine; do
        rmdir "$group" 2>/dev/null || true
    done
}
