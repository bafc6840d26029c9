#!/usr/bin/env python3
"""Makes phony guests and records what libguestfs answers about them.

    record.py make WORK        writes guests.tar.gz beside this script
    record.py record WORK      inspects them with libguestfs' guestfish and writes answers.txt beside this script

Needs e2fsprogs, libguestfs-tools, rpm, db5.3-util, libwin-hivex-perl. Each guest is a directory of the archive; those of
Windows have the partition table of their disk beside them, in NAME.disk: "mbr SIGNATURE" or "gpt GUID GUID", with a
partition at 1 MiB and the system at 2 MiB. WORK is a scratch directory.
"""
import gzip, hashlib, io, os, re, struct, subprocess, sys, tarfile, uuid, zlib

HERE = os.path.dirname(os.path.abspath(__file__))
OS, RH = 'etc/os-release', 'etc/redhat-release'
ICONS = 'usr/share/icons/hicolor'
guests = {}


def elf(machine, bits=64, little=True):
    order = '<' if little else '>'
    ident = b'\x7fELF' + bytes([bits // 32, 1 if little else 2, 1, 0]) + b'\0' * 8
    layout = 'HHIQQQIHHHHHH' if bits == 64 else 'HHIIIIIHHHHHH'
    return ident + struct.pack(order + layout, 2, machine, 1, 0, 0, 0, 0, 64 if bits == 64 else 52, 0, 0, 0, 0, 0)


def pe(machine, resources=b''):
    """A program with one section, of resources. Addresses of the loaded program are places in the file here."""
    wide = machine == 0x8664
    optional = struct.pack('<H', 0x20b if wide else 0x10b) + b'\0' * 66 + struct.pack('<H', 3)
    optional = optional.ljust(112 if wide else 96, b'\0')[:-4] + struct.pack('<I', 16)
    start = 0x200
    optional += struct.pack('<IIII', 0, 0, 0, 0) + struct.pack('<II', start if resources else 0, len(resources)) + bytes(13 * 8)
    header = struct.pack('<HHIIIHH', machine, 1 if resources else 0, 0, 0, 0, len(optional), 2)
    section = struct.pack('<8sIIIIIIHHI', b'.rsrc', len(resources), start, len(resources), start, 0, 0, 0, 0, 0x40000040)
    program = b'MZ'.ljust(60, b'\0') + struct.pack('<I', 64) + b'PE\0\0' + header + optional
    return (program + section).ljust(start, b'\0') + resources if resources else program


def bitmap_resource(number, picture):
    """The directory of types, that of numbers, that of languages, the entry and the data, for places that begin at 0x200."""
    directory = struct.pack('<IIHHHH', 0, 0, 0, 0, 0, 1)
    head = directory + struct.pack('<II', 2, 0x80000018) + directory + struct.pack('<II', number, 0x80000030)
    head += directory + struct.pack('<II', 0x409, 0x48)
    return head + struct.pack('<IIII', 0x200 + len(head) + 16, len(picture), 0, 0) + picture


def picture(width, height, depth):
    """A bitmap of Windows whose colors change from pixel to pixel."""
    colors = 1 << depth if depth <= 8 else 0
    palette = b''.join(bytes([i * 37 & 255, i * 11 & 255, i * 5 & 255, 0]) for i in range(colors))
    line = (width * depth + 31) // 32 * 4
    rows = bytes((x * 7 + y * 13) & 255 for y in range(height) for x in range(line))
    return struct.pack('<IiiHHIIiiII', 40, width, height, 1, depth, 0, len(rows), 0, 0, colors, 0) + palette + rows


def png(width, height):
    def chunk(kind, content):
        return struct.pack('>I', len(content)) + kind + content + struct.pack('>I', zlib.crc32(kind + content))
    rows = b''.join(b'\0' + bytes((x * 3 + y) & 255 for x in range(width * 3)) for y in range(height))
    header = struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b'')


X86_64, I386 = elf(62), elf(3, 32)


def linux(name, files, program=X86_64):
    tree = {'etc/fstab': '# nothing\n', 'etc/hostname': name + '.example\n', 'bin/ls': program, 'home/': ''}
    tree.update(files)
    guests[name] = tree


def os_release(**fields):
    return ''.join('%s="%s"\n' % field for field in fields.items())


linux('fedora', {OS: os_release(ID='fedora', VERSION_ID=39, PRETTY_NAME='Fedora Linux 39 (Server Edition)', VARIANT_ID='server'),
                 RH: 'Fedora release 39\n', ICONS + '/96x96/apps/fedora-logo-icon.png': png(96, 96), 'usr/bin/dnf': '', 'rpm': 'sqlite'})
linux('fedora-14', {RH: 'Fedora release 14 (Laughlin)\n', 'etc/hostname': '# none\n\n',
                    'etc/sysconfig/network': 'NETWORKING=yes\nHOSTNAME=f14.example\n'}, I386)
linux('fedora-rawhide', {OS: os_release(ID='fedora', PRETTY_NAME='Fedora rawhide'), RH: 'Fedora release 41 (Rawhide)\n'}, elf(22, 64, False))
linux('centos-7', {OS: os_release(ID='centos', VERSION_ID='7', PRETTY_NAME='CentOS Linux 7 (Core)'),
                   'etc/centos-release': 'CentOS Linux release 7.9.2009 (Core)\n', 'rpm': 'bdb'})
linux('centos-stream', {OS: os_release(ID='centos', VERSION_ID='8', PRETTY_NAME='CentOS Stream 8'),
                        'etc/centos-release': 'CentOS Stream release 8\n', 'rpm': 'bdb-big-endian'})
linux('rhel-9', {OS: os_release(ID='rhel', VERSION_ID='9.3', PRETTY_NAME='Red Hat Enterprise Linux 9.3 (Plow)')})
linux('rhel-4', {RH: 'Red Hat Enterprise Linux AS release 4 (Nahant Update 8)\n'}, I386)
linux('rhel-3', {RH: 'Red Hat Enterprise Linux AS release 3 (Taroon)\n', 'etc/lsb-release': 'LSB_VERSION="1.3"\n'}, I386)
linux('rocky', {OS: os_release(ID='rocky', VERSION_ID='9.0', PRETTY_NAME='Rocky Linux 9.0'),
                'etc/rocky-release': 'Rocky Linux release 9.0 (Blue Onyx)\n'})
linux('rocky-by-redhat-release', {RH: 'Rocky Linux release 8.4 (Green Obsidian)\n'})
linux('almalinux', {OS: os_release(ID='almalinux', VERSION_ID='9.3', PRETTY_NAME='AlmaLinux 9.3'), RH: 'AlmaLinux release 9.3\n'})
linux('oracle', {OS: os_release(ID='ol', VERSION_ID='8.5', PRETTY_NAME='Oracle Linux Server 8.5'),
                 'etc/oracle-release': 'Oracle Linux Server release 8.5\n', RH: 'Red Hat Enterprise Linux release 8.5\n'})
linux('scientific', {RH: 'Scientific Linux release 6.5 (Carbon)\n'})
linux('amazon', {OS: os_release(ID='amzn', VERSION_ID='2', PRETTY_NAME='Amazon Linux 2')})
linux('debian', {OS: os_release(ID='debian', VERSION_ID='12', PRETTY_NAME='Debian GNU/Linux 12 (bookworm)'),
                 'etc/debian_version': '12.5\n', 'usr/share/pixmaps/debian-logo.png': png(24, 24), 'var/lib/dpkg/status': '''Package: one
Status: install ok installed
Version: 2:1.2-3-4
Architecture: all
Source: src-one (1.0)
Homepage: http://one.example/
Description: short one
 long one
 .
 more: Version: 9
Conffiles:
 /etc/x 123

Package: removed
Status: deinstall ok config-files
Version: 1

Package: half
Status: install ok half-installed
Version: 5.0

Package: held
Status: hold ok installed
Version: 1:0~a+b
Description: held back
 d1
Tag: a,
 b

Package: without-version
Status: install ok installed

Package: last
Status: install ok installed
Version: 7-1

'''})
linux('debian-sid', {OS: os_release(ID='debian', PRETTY_NAME='Debian GNU/Linux trixie/sid'), 'etc/debian_version': 'trixie/sid\n',
                     'var/lib/dpkg/status': ''}, elf(183))
linux('ubuntu', {OS: "# c\nID='ubuntu'\nVERSION_ID=\"22.04\"\nPRETTY_NAME='Ubuntu \"q\" 22.04'\n", 'var/lib/dpkg/status': ''})
linux('ubuntu-8', {'etc/lsb-release': 'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=8.04\nDISTRIB_DESCRIPTION="Ubuntu 8.04.4 LTS"\n',
                   'etc/debian_version': 'lenny/sid\n', 'var/lib/dpkg/status': ''}, I386)
linux('mint', {OS: os_release(ID='linuxmint', VERSION_ID='21', PRETTY_NAME='Linux Mint 21'), 'var/lib/dpkg/status': '',
               'etc/lsb-release': 'DISTRIB_ID=LinuxMint\nDISTRIB_RELEASE=21\nDISTRIB_DESCRIPTION="Linux Mint 21 Vanessa"\n'})
linux('kali', {OS: os_release(ID='kali', VERSION_ID='2024.1', PRETTY_NAME='Kali GNU/Linux Rolling'), 'var/lib/dpkg/status': ''})
linux('arch', {OS: os_release(ID='arch', PRETTY_NAME='Arch Linux', BUILD_ID='rolling'),
               'var/lib/pacman/local/a-1:2.0-3/desc': '%NAME%\na\n\n%VERSION%\n1:2.0-3\n\n%DESC%\nThe a\n\n%URL%\nhttp://a/\n\n%ARCH%\nx86_64\n',
               'var/lib/pacman/local/no-release/desc': '%NAME%\nb\n\n%VERSION%\n1\n\n%ARCH%\nany\n',
               'var/lib/pacman/local/no-arch/desc': '%NAME%\nc\n\n%VERSION%\n1-1\n'})
linux('alpine', {OS: os_release(ID='alpine', VERSION_ID='3.19.1', PRETTY_NAME='Alpine Linux v3.19'), 'lib/apk/db/installed':
                 'P:musl\nV:1.2.4_git20230717-r4\nA:x86_64\nT:the musl c library\nU:https://musl.example/\nF:lib\n\n'
                 'P:epoch\nV:1:1.36.1-r15\nA:x86_64\n\nP:without-version\nA:x\n\nP:without-release\nV:5\n\n'}, elf(40, 32))
linux('gentoo', {OS: os_release(ID='gentoo', PRETTY_NAME='Gentoo Linux'), 'etc/gentoo-release': 'Gentoo Base System release 2.14\n'})
linux('void', {OS: os_release(ID='void', PRETTY_NAME='Void Linux')})
linux('leap', {OS: os_release(ID='opensuse-leap', VERSION_ID='15.5', PRETTY_NAME='openSUSE Leap 15.5')})
linux('sles-15', {OS: os_release(ID='sles', VERSION_ID='15.4', PRETTY_NAME='SUSE Linux Enterprise Server 15 SP4')}, elf(21))
linux('sles-11', {'etc/SuSE-release': 'SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 3\n',
                  'etc/HOSTNAME': 'sles11.example\n'})
linux('suse-9', {'etc/SuSE-release': 'SUSE LINUX 9.3 (i586)\nVERSION = 9.3\n'}, I386)
linux('mageia', {OS: os_release(ID='mageia', VERSION_ID='9', PRETTY_NAME='Mageia 9')})
linux('openmandriva', {'etc/openmandriva-release': 'OpenMandriva Lx release 4.2.0 (Argon) Rolling for x86_64\n', RH: 'x\n'})
linux('alt', {OS: os_release(ID='altlinux', VERSION_ID='10.1', PRETTY_NAME='ALT Server 10.1')})
linux('slackware', {'etc/slackware-version': 'Slackware 15.0\n'})
linux('cirros', {'etc/cirros/version': '0.3.4\n'})
linux('cirros-by-logo', {'etc/br-version': '2013.05\n', 'usr/share/cirros/logo': 'x\n'})
linux('buildroot', {'etc/br-version': '2020.02-git\n'})
linux('frugalware', {'etc/frugalware-release': 'Frugalware 1.9 (Arcturus)\n'})
linux('pld', {'etc/pld-release': '3.0 PLD Linux (Th)\n'}, elf(21, 64, False))
linux('pardus', {'etc/pardus-release': 'Pardus 2011.2 Cervus elaphus\n'})
linux('meego', {'etc/meego-release': 'MeeGo release 1.2\n'})
linux('neokylin', {OS: os_release(ID='neokylin', VERSION_ID='V7Update6', PRETTY_NAME='NeoKylin Linux Server')})
linux('kylin', {OS: os_release(ID='kylin', VERSION_ID='V10', PRETTY_NAME='Kylin V10'), 'var/lib/dpkg/status': ''})
linux('unknown', {OS: os_release(ID='myown', VERSION_ID='3.4', PRETTY_NAME='My Own 3.4')}, elf(243))
linux('hurd', {'etc/debian_version': '7.0\n', 'hurd/console': '', 'hurd/hello': '', 'hurd/null': '', 'var/lib/dpkg/status': ''}, I386)
linux('freebsd', {'etc/freebsd-update.conf': '', 'etc/motd': 'FreeBSD 13.2-RELEASE (GENERIC) releng/13.2\n',
                  'etc/rc.conf': 'hostname="fb.example"\n'})
linux('netbsd', {'netbsd': '', 'etc/release': 'NetBSD 9.3/amd64\n', 'etc/rc.conf': 'hostname=nb.example\n'})
linux('minix', {'service/vm': '', 'etc/version': '3.3.0\n', 'etc/hostname.file': 'minix.example\n'}, I386)

NT = r'Microsoft\Windows NT\CurrentVersion'
UNINSTALL = r'Microsoft\Windows\CurrentVersion\Uninstall'


def text(value):
    return 1, value.encode('utf-16le') + b'\0\0'


def number(value):
    return 4, struct.pack('<I', value)


def minimal_hive():
    """An empty hive: base block, one page of cells with the top key and its security."""
    base = bytearray(4096)
    struct.pack_into('<4sIIQIIIIIII', base, 0, b'regf', 1, 1, 0, 1, 3, 0, 1, 0x20, 4096, 1)
    checksum = 0
    for word in struct.unpack_from('<127I', base):
        checksum ^= word
    struct.pack_into('<I', base, 508, checksum)
    page = bytearray(4096)
    struct.pack_into('<4sII', page, 0, b'hbin', 0, 4096)
    none, security = 0xffffffff, 0x78
    key = struct.pack('<2sHQIIIIIIIIIIIIIIIHH', b'nk', 0x2c, 0, 0, none, 0, 0, none, none, 0, none, security, none, 0, 0, 0, 0, 0, 4, 0)
    struct.pack_into('<i', page, 0x20, -0x58)
    page[0x24:0x24 + len(key) + 4] = key + b'ROOT'
    descriptor = struct.pack('<BBHIIII', 1, 0, 0x8000, 0, 0, 0, 0)
    struct.pack_into('<i2sHIIII', page, security, -0x30, b'sk', 0, security, security, 1, len(descriptor))
    page[security + 24:security + 24 + len(descriptor)] = descriptor
    struct.pack_into('<i', page, security + 0x30, 4096 - security - 0x30)
    return bytes(base + page)


def hive(work, prefix, keys):
    """A hive of {key: {name: (type, bytes)}}."""
    whole = {}
    for key, values in keys.items():
        parts = key.split('\\')
        for i in range(1, len(parts) + 1):
            whole.setdefault('\\'.join(parts[:i]), {})
        whole[key].update(values)
    lines = ['Windows Registry Editor Version 5.00', '']
    for key in sorted(whole, key=str.lower):
        lines.append('[%s\\%s]' % (prefix, key))
        for name, (kind, data) in whole[key].items():
            lines.append('"%s"=hex(%d):%s' % (name.replace('\\', '\\\\'), kind, ','.join('%02x' % byte for byte in data)))
        lines.append('')
    with open(work + '/hive', 'wb') as file:
        file.write(minimal_hive())
    with open(work + '/reg', 'w') as file:
        file.write('\n'.join(lines) + '\n')
    subprocess.check_call(['hivexregedit', '--merge', '--prefix', prefix, work + '/hive', work + '/reg'])
    with open(work + '/hive', 'rb') as file:
        return file.read()


def windows(name, software, system, root='Windows', machine=0x8664, directories=('System32', 'Config'), table='mbr', more=None):
    guests[name] = {'windows': (software, system, root, machine, directories, table), 'Program Files/': '', **(more or {})}


def software(product, version, kind=None, major=None, build=None, programs=None):
    values = {'ProductName': text(product), 'CurrentVersion': text(version)}
    if kind:
        values['InstallationType'] = text(kind)
    if major is not None:
        values.update(CurrentMajorVersionNumber=number(major), CurrentMinorVersionNumber=number(0))
    if build:
        values['CurrentBuildNumber'] = text(build)
    return {NT: values, **(programs or {})}


def system(host, control_set=1, devices=True):
    keys = {'Select': {'Current': number(control_set)}}
    if host is not None:
        keys[r'ControlSet%03d\Services\Tcpip\Parameters' % control_set] = {'Hostname': text(host)}
    if devices:
        keys['MountedDevices'] = {
            '\\DosDevices\\C:': (3, SECOND), '\\dosdevices\\d:': (3, FIRST), '\\DosDevices\\E:': (3, b'x' * 40),
            '\\DosDevices\\F:': (1, FIRST), '\\DosDevices\\G:more': (3, FIRST), '\\DosDevices\\H:': (3, NOWHERE),
            '\\DosDevices\\I:': (3, FIRST + (b'more',)), '\\DosDevices\\J:': (3, b'\0' * 4 + struct.pack('<Q', 1 << 20)),
            '\\DosDevices\\K:': (3, b'DMIO:ID:' + bytes(16)), '\\??\\Volume{x}': (3, FIRST)}
    return keys


# Places of partitions; how the registry writes them depends on the partition table.
FIRST, SECOND, NOWHERE = ('first',), ('second',), ('nowhere',)
STARTS = {'first': 1 << 20, 'second': 2 << 20, 'nowhere': 12345}


def guid(index, place):
    return uuid.UUID('%08x-0011-2233-8899-aabbccddee%02x' % (index, list(STARTS).index(place)))


def place_bytes(table, index, place, more=b''):
    if table == 'gpt':
        return b'DMIO:ID:' + guid(index, place).bytes_le + more
    return signature(index) + struct.pack('<Q', STARTS[place]) + more


def signature(index):
    return b'G%03d' % index


PROGRAMS = {
    UNINSTALL + r'\test1': {'DisplayName': text('Test1'), 'DisplayVersion': text('1.2.3'), 'URLInfoAbout': text('http://example.com/'),
                            'VersionMajor': number(1)},
    UNINSTALL + r'\{90160000-008C-0000-1000-0000000FF1CE}': {
        'DisplayName': text('Büro Müller 日本 😀'), 'DisplayVersion': text('16.0-1'), 'Publisher': text('Füü'),
        'InstallLocation': text('C:\\Program Files\\X'), 'Comments': text('line one\r\nline two')},
    UNINSTALL + r'\nodisplay': {'DisplayVersion': text('9')},
    UNINSTALL + r'\expand': {'DisplayName': (2, text('%SystemRoot%\\expand')[1]), 'DisplayVersion': (2, text('2.0')[1])},
    UNINSTALL + r'\binary': {'DisplayName': (3, text('binary')[1])},
    UNINSTALL + r'\number': {'DisplayName': number(7)},
    UNINSTALL + r'\without-zero': {'DisplayName': (1, text('nozero')[1][:-2]), 'DisplayVersion': (1, text('4.5\0junk')[1])},
    UNINSTALL + r'\odd-length': {'DisplayName': (1, b'a\0b\0c')},
    UNINSTALL + r'\half-a-pair': {'DisplayName': (1, b'a\0\0\xd8b\0\0\0')},
    UNINSTALL + r'\other-case': {'displayname': text('lower case'), 'DISPLAYVERSION': text('5')},
    'WOW6432Node\\' + UNINSTALL + r'\zwow': {'DisplayName': text('Wow'), 'DisplayVersion': text('1')},
    'WOW6432Node\\' + UNINSTALL + r'\test1': {'DisplayName': text('Test1 32'), 'DisplayVersion': text('1.2.4')},
}
LOWER = ('system32', 'config')
windows('2000', software('Microsoft Windows 2000', '5.0'), system('w2k', devices=False), 'WINNT', 0x14c, LOWER)
windows('xp', software('Microsoft Windows XP', '5.1'), system('xp-box'), 'WINDOWS', 0x14c, LOWER, more={
    'WINDOWS/explorer.exe': pe(0x14c, bitmap_resource(143, picture(19, 17, 8)))})
windows('xp-x64', software('Microsoft Windows XP', '5.2'), system('xp-x64'), 'WINDOWS', directories=LOWER)
windows('2003', software('Microsoft Windows Server 2003', '5.2'), system('w2k3'), 'WINDOWS', 0x14c, LOWER)
windows('2003-r2', software('Microsoft Windows Server 2003 R2', '5.2'), system('w2k3', 2), 'WINDOWS', directories=LOWER)
windows('vista', software('Windows Vista (TM) Ultimate', '6.0', 'Client'), system('vista'), machine=0x14c)
windows('2008', software('Windows Server (R) 2008 Standard', '6.0', 'Server'), system('w2k8', 3), machine=0x14c)
windows('7', software('Windows 7 Professional', '6.1', 'Client', build='7601', programs=PROGRAMS), system('windows.example'), more={
    'Windows/explorer.exe': pe(0x8664), 'Windows/SysWOW64/explorer.exe': pe(0x14c, bitmap_resource(6801, picture(54, 162, 32)))})
windows('7-32bit', software('Windows 7 Starter', '6.1', 'Client', build='7600'), system('seven'), machine=0x14c, more={
    'Windows/explorer.exe': pe(0x14c, bitmap_resource(6801, picture(5, 60, 4)))})
windows('2008-r2', software('Windows Server 2008 R2 Enterprise', '6.1', 'Server Core'), system('core'), more={
    'Windows/explorer.exe': pe(0x14c, bitmap_resource(6801, picture(5, 60, 24)))})
windows('8', software('Windows 8 Pro', '6.2', 'Client'), system('Ünïcode', devices=False), more={
    'ProgramData/Microsoft/Windows Live/WLive48x48.png': png(48, 48)})
windows('2012', software('Windows Server 2012 Standard', '6.2', 'Server'), system('s12'), table='gpt')
windows('8.1', software('Windows 8.1', '6.3', 'Client'), system('w81'), machine=0x14c)
windows('2012-r2', software('Windows Server 2012 R2 Standard', '6.3', 'Server'), system(''))
windows('10', software('Windows 10 Pro', '6.3', 'Client', 10, '19045', PROGRAMS), system('DESKTOP-ABC'), table='gpt')
windows('10-32bit', software('Windows 10 Home', '6.3', 'Client', 10, '19045'), system('ten'), machine=0x14c)
windows('11', software('Windows 10 Pro', '6.3', 'Client', 10, '22631'), system('eleven', 1), table='gpt')
windows('2016', software('Windows Server 2016 Standard', '6.3', 'Server', 10, '14393'), system('s16'), table='gpt')
windows('2019', software('Windows Server 2019 Datacenter', '6.3', 'Server', 10, '17763'), system(None))
windows('2022', software('Windows Server 2022 Standard', '6.3', 'Server', 10, '20348'), system('s22'), 'windows', directories=('SYSTEM32', 'CONFIG'))
windows('2025', software('Windows Server 2025 Standard', '6.3', 'Server', 10, '26100'), system('s25'), table='gpt')
windows('no-select', software('Windows 7', '6.1', 'Client'), {'MountedDevices': {'\\DosDevices\\C:': (3, SECOND)}})
windows('no-version', {NT: {'ProductName': text('Windows ?')}}, system('x'))
windows('no-product', {NT: {'CurrentVersion': text('6.1')}}, system('x', 1234))
windows('no-current-version', {r'Microsoft\Other': {'x': text('y')}}, system('x'))
windows('major-only', {NT: {'CurrentVersion': text('6.3'), 'CurrentMajorVersionNumber': number(10)}}, system('x'))
windows('version-in-words', software('Windows ?', 'six', 'Client'), system('x', 0))
windows('boot.ini', software('Microsoft Windows XP', '5.1'), system('bi'), 'WXP35', 0x14c, more={
    'boot.ini': '[boot loader]\r\ntimeout=30\r\n[operating systems]\r\n'
                'multi(0)disk(0)rdisk(0)partition(1)\\NONE="x" /fastdetect\r\n'
                'multi(0)disk(0)rdisk(0)partition(2)\\WXP35="Microsoft Windows XP Professional" /fastdetect\r\n'})

SPEC = '''Name: alpha
Epoch: 3
Version: 1.2.3
Release: 4.el9
Summary: The älpha package
Summary(de): Das Alpha-Paket
License: MIT
URL: https://example.com/alpha
Vendor: Example
BuildArch: noarch
%%description
First line of the description.

Third line, with ünïcode.
%%package libs
Summary: Libraries
%%description libs
Libraries of alpha.
%%install
mkdir -p %%{buildroot}/usr/share/alpha
for i in $(seq 1 120); do echo $i > %%{buildroot}/usr/share/alpha/$i; done
%%files
/usr/share/alpha
%%files libs
'''


def rpm_databases(work):
    """The same packages in SQLite by rpm, and in Berkeley DB by its own loader, in both byte orders."""
    spec = work + '/alpha.spec'
    with open(spec, 'w') as file:
        file.write(SPEC.replace('%%', '%'))
    subprocess.check_call(['rpmbuild', '--quiet', '--define', '_topdir ' + work + '/rpm', '-bb', spec])
    database = work + '/sqlite'
    built = subprocess.check_output(['find', work + '/rpm/RPMS', '-name', '*.rpm'], text=True).split()
    subprocess.check_call(['rpm', '--dbpath', database, '-i', '--justdb', '--nodeps'] + sorted(built))
    import sqlite3
    with sqlite3.connect(database + '/rpmdb.sqlite') as connection:
        connection.execute('pragma journal_mode = delete')
        rows = connection.execute('select hnum, blob from Packages').fetchall()
    lines = ['VERSION=3', 'format=bytevalue', 'type=hash', 'db_pagesize=4096', 'HEADER=END', ' 00000000', ' ' + struct.pack('<I', len(rows)).hex()]
    for key, header in rows:
        lines += [' ' + struct.pack('<I', key).hex(), ' ' + header.hex()]
    dump = '\n'.join(lines + ['DATA=END', '']).encode()
    for name, order in ('bdb', '1234'), ('bdb-big-endian', '4321'):
        subprocess.run(['db5.3_load', '-c', 'db_lorder=' + order, work + '/' + name], input=dump, check=True)
    return {'sqlite': ('usr/lib/sysimage/rpm/rpmdb.sqlite', database + '/rpmdb.sqlite'),
            'bdb': ('var/lib/rpm/Packages', work + '/bdb'), 'bdb-big-endian': ('var/lib/rpm/Packages', work + '/bdb-big-endian')}


def make(work):
    databases = rpm_databases(work)
    files = {}
    for index, (name, tree) in enumerate(guests.items()):
        tree = dict(tree)
        if 'rpm' in tree:
            path, source = databases[tree.pop('rpm')]
            with open(source, 'rb') as file:
                tree[path] = file.read()
            if not path.startswith('var/'):
                tree['var/lib/rpm'] = ('link', '../../usr/lib/sysimage/rpm')
        if 'windows' in tree:
            one, two, root, machine, (system32, config), table = tree.pop('windows')
            places = [str(guid(index, place)) for place in ('first', 'second')] if table == 'gpt' else [signature(index).hex()]
            files[name + '.disk'] = ' '.join([table] + places) + '\n'
            devices = two.get('MountedDevices', {})
            for device, (kind, data) in devices.items():
                if isinstance(data, tuple):
                    devices[device] = kind, place_bytes(table, index, *data)
            tree['%s/%s/cmd.exe' % (root, system32)] = pe(machine)
            tree['%s/%s/%s/SOFTWARE' % (root, system32, config)] = hive(work, 'HKEY_LOCAL_MACHINE\\SOFTWARE', one)
            tree['%s/%s/%s/SYSTEM' % (root, system32, config)] = hive(work, 'HKEY_LOCAL_MACHINE\\SYSTEM', two)
        for path, content in tree.items():
            files[name + '/' + path] = content
    with gzip.GzipFile(HERE + '/guests.tar.gz', 'wb', 9, mtime=0) as packed, tarfile.open(fileobj=packed, mode='w') as archive:
        for path in sorted(files):
            content = files[path]
            entry = tarfile.TarInfo(path)
            entry.mode = 0o755
            if path.endswith('/'):
                entry.type = tarfile.DIRTYPE
                archive.addfile(entry)
            elif isinstance(content, tuple):
                entry.type, entry.linkname = tarfile.SYMTYPE, content[1]
                archive.addfile(entry)
            else:
                content = content if isinstance(content, bytes) else content.encode()
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))


GETTERS = ['type', 'distro', 'arch', 'major-version', 'minor-version', 'product-name', 'product-variant', 'hostname', 'package-format',
           'package-management', 'osinfo', 'format', 'mountpoints', 'filesystems', 'drive-mappings', 'windows-systemroot',
           'windows-current-control-set', 'windows-software-hive', 'windows-system-hive']
FIELDS = ['name', 'display_name', 'epoch', 'version', 'release', 'arch', 'install_path', 'publisher', 'url', 'source_package', 'summary',
          'description']


def disk(work, name):
    image = '%s/%s.img' % (work, name)
    if 'windows' not in guests[name] and not os.path.exists(image):
        subprocess.check_call(['mke2fs', '-q', '-t', 'ext4', '-d', work + '/tree/' + name, image, '8M'])
    return image


def windows_disks(work, names):
    """NTFS on a partition at 2 MiB, made by libguestfs."""
    script = ['run']
    for name, drive in zip(names, map(device, range(len(names)))):
        with open('%s/tree/%s.disk' % (work, name)) as file:
            table, *places = file.read().split()
        script += ['part-init %s %s' % (drive, table), 'part-add %s p 2048 4095' % drive, 'part-add %s p 4096 -64' % drive]
        if table == 'gpt':
            script += ['part-set-gpt-guid %s %d %s' % (drive, number, place) for number, place in enumerate(places, 1)]
        else:
            escaped = ''.join('\\x' + places[0][i:i + 2] for i in range(0, 8, 2))
            script.append('pwrite-device %s "%s" 0x1b8' % (drive, escaped))
        script += ['mkfs ntfs %s2' % drive, 'mount %s2 /' % drive]
        top = '%s/tree/%s' % (work, name)
        for directory, _, files in os.walk(top):
            inside = directory[len(top):]
            script += ['mkdir-p "%s"' % inside] if inside else []
            script += ['upload "%s/%s" "%s/%s"' % (directory, file, inside, file) for file in files]
        script.append('umount-all')
    images = [disk(work, name) for name in names]
    for image in images:
        with open(image, 'wb') as file:
            file.truncate(16 << 20)
    subprocess.run(guestfish('--rw', images), input='\n'.join(script), text=True, check=True)


def guestfish(mode, images):
    return ['guestfish', mode] + [word for image in images for word in ('--format=raw', '-a', image)]


def device(index):
    return '/dev/sd' + (chr(97 + index) if index < 26 else chr(96 + index // 26) + chr(97 + index % 26))


def icon(file):
    """Size and digest of the red, green and blue of its pixels."""
    pixels = subprocess.run('pngtopnm "%s" | ppmtoppm' % file, shell=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    if not pixels:
        return []
    _, size, _, content = pixels.split(b'\n', 3)
    return ['icon %s %s' % (size.decode(), hashlib.sha256(content).hexdigest())]


def answers(work, names, roots, images):
    script = ['run', '-inspect-os']
    for name, root in zip(names, roots):
        script.append('echo "=== %s"' % name)
        for getter in GETTERS:
            script += ['echo "[%s]"' % getter, '-inspect-get-%s %s' % (getter, root)]
        script += ['echo [applications]', '-mount-ro %s /' % root, '-inspect-list-applications2 ' + root,
                   '-inspect-get-icon %s | cat > "%s/%s.icon"' % (root, work, name), '-umount-all']
    output = subprocess.run(guestfish('--ro', images), input='\n'.join(script).encode(), stdout=subprocess.PIPE).stdout.decode()
    result = []
    for name, root, section in zip(names, roots, output.split('\n=== ')[1:]):
        result.append('=== ' + name)
        result += icon('%s/%s.icon' % (work, name))
        for part in re.split(r'\n\[(?=[a-z])', section)[1:]:
            getter, _, value = part.partition(']\n')
            value = value.rstrip('\n').replace(root, 'ROOT').replace(root[:-1] + '1', 'FIRST')
            if getter != 'applications':
                result += ['%s %s' % (getter, line) for line in value.split('\n') if line]
                continue
            for one in re.split(r'(?m)^\[\d+\] = \{\n', value)[1:]:
                fields = dict(re.findall(r'(?ms)^  app2_(\w+): ?(.*?)\n(?=  app2_|\})', one + '\n'))
                result.append('application ' + '|'.join(fields[field].replace('\n', '\\n').replace('\r', '\\r') for field in FIELDS))
    return result


def record(work):
    """Few guests a run: libguestfs looks at all disks for each drive letter. A part that is done is kept in WORK."""
    os.makedirs(work + '/tree', exist_ok=True)
    subprocess.check_call(['tar', '-C', work + '/tree', '-xzf', HERE + '/guests.tar.gz'])
    result = ''
    for is_windows, size in (False, 12), (True, 4):
        all_names = [name for name, tree in guests.items() if ('windows' in tree) == is_windows]
        for first in range(0, len(all_names), size):
            names = all_names[first:first + size]
            part = '%s/%s.part' % (work, names[0])
            if not os.path.exists(part):
                if is_windows:
                    windows_disks(work, names)
                roots = [device(index) + ('2' if is_windows else '') for index in range(len(names))]
                lines = answers(work, names, roots, [disk(work, name) for name in names])
                with open(part + '.new', 'w') as file:
                    file.write('\n'.join(lines) + '\n')
                os.rename(part + '.new', part)
            with open(part) as file:
                result += file.read()
    with open(HERE + '/answers.txt', 'w') as file:
        file.write(result)


if __name__ == '__main__':
    os.makedirs(sys.argv[2], exist_ok=True)
    {'make': make, 'record': record}[sys.argv[1]](*sys.argv[2:])
