package org.guestscope.guestfish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.guestscope.guest.call.ByteText;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program with real machines. */
class MachineIT {
    @TempDir
    private Path home;

    private Fish fish = new Fish(Path.of("/"));

    /** The first start on a machine builds the appliance, and says so. */
    @BeforeAll
    static void buildAppliance(@TempDir Path directory) throws IOException, InterruptedException {
        assertThat(new Fish(directory).run("", "-N", "x.img=disk:1M", "echo").status())
                .isZero();
    }

    @BeforeEach
    void newFish() {
        fish = new Fish(home);
    }

    private Path script(String name, String text) throws IOException {
        Path file = Files.writeString(home.resolve(name), "#!/bin/sh\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** The balloon is PCI device 0x1002. */
    @Test
    void anotherQemuAndItsParametersMakeTheMachine() throws Exception {
        Path wrapper = script("qemu", "echo \"$*\" >>" + home.resolve("log") + "\nexec qemu-system-x86_64 \"$@\"\n");
        Path large = Files.createDirectory(home.resolve("large"));
        Files.write(home.resolve("x.img"), new byte[1 << 20]);
        Fish.Result result = fish.run("""
                hv %s
                set-tmpdir %s
                config -device virtio-balloon-pci
                add-drive-ro x.img
                run
                debug sh 'cat /sys/bus/pci/devices/*/device | grep 0x1002'
                debug sh 'dd if=/dev/zero of=/dev/sda bs=1M count=1 2>/dev/null'
                """.formatted(wrapper, large));
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualToIgnoringWhitespace("0x1002");
        assertThat(home.resolve("log")).content().contains("--version").contains("-device virtio-balloon-pci");
        assertThat(large).as("the overlay has no name by now").isEmptyDirectory();
    }

    @Test
    void preparedDisksOfEveryTypeAreWhatTheirTypeSays() throws Exception {
        Fish.Result result = fish.run(
                "list-filesystems\nlvs\npart-get-parttype /dev/sdf\nmount /dev/E/F /\nmkdir /boot\n"
                        + "mount /dev/sdg1 /boot\ntouch /boot/x\n",
                "-N",
                "a=disk:20M",
                "-N",
                "b=part:20M",
                "-N",
                "c=fs:ext4:30M",
                "-N",
                "d=lv:/dev/A/B:40M",
                "-N",
                "e=lvfs:/dev/C/D:vfat:60M",
                "-N",
                "f=bootroot:ext2:ext3:100M:16M:gpt",
                "-N",
                "bootrootlv:/dev/E/F:ext3:ext4:120M:16M");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("""
                        /dev/sda: unknown
                        /dev/sdb1: unknown
                        /dev/sdc1: ext4
                        /dev/sdf1: ext2
                        /dev/sdf2: ext3
                        /dev/sdg1: ext3
                        /dev/A/B: unknown
                        /dev/C/D: vfat
                        /dev/E/F: ext4
                        /dev/A/B
                        /dev/C/D
                        /dev/E/F
                        gpt
                        """);
        assertThat(result.status()).isZero();
        assertThat(home.resolve("test7.img")).hasSize(120 << 20);
    }

    @Test
    void theInspectedSystemIsMountedAndGreeted() throws Exception {
        Fish.Result made = fish.run("""
                mkdir /boot
                mount /dev/sda1 /boot
                <! for d in /bin /etc /usr /usr/bin /lib /root /var; do echo mkdir $d; done
                write /etc/os-release "ID=debian\\nVERSION_ID=12\\nNAME=Debian\\nPRETTY_NAME=\\"Debian 12\\"\\n"
                write /etc/debian_version 12.0
                write /etc/hostname fishbone
                write /etc/fstab "/dev/sda2 / ext4 defaults 0 1\\n/dev/sda1 /boot ext2 defaults 0 2\\n"
                """, "-N", "os.img=bootroot:ext2:ext4:150M:20M", "-m", "/dev/sda2");
        assertThat(made.err()).isEmpty();
        Fish.Result result = fish.run(
                "", "--ro", "-a", "os.img", "-i", "cat", "/etc/hostname", ":", "mountpoints", ":", "inspect-get-roots");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("fishbone\n/dev/sda2: /\n/dev/sda1: /boot\n/dev/sda2\n");
    }

    @Test
    void serversKeepTheMachineBetweenCommands() throws Exception {
        Fish.Result listen = fish.run("", "--listen", "-N", "r.img=fs:ext4:60M", "-m", "/dev/sda1");
        assertThat(listen.out()).matches("GUESTFISH_PID=\\d+; export GUESTFISH_PID\n");
        String pid = listen.out().replaceAll("\\D", "");
        fish.environment.put("GUESTFISH_PID", pid);
        try {
            useServer();
        } finally {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroy);
        }
    }

    private void useServer() throws IOException, InterruptedException {
        assertThat(fish.run("", "--remote", "write", "/f", "a\nb\n").status()).isZero();
        assertThat(fish.run("cat /f | wc -l\n-cat /nosuch\nglob echo /*\n", "--remote")
                        .out())
                .isEqualTo("3\n/f\n/lost+found/\n");
        Fish.Result gone = fish.run("", "--remote", "--", "-cat", "/nosuch");
        assertThat(gone.status()).isZero();
        assertThat(fish.run("", "--remote", "exit").status()).isZero();
        Fish.Result late = fish.run("", "--remote", "ls", "/");
        assertThat(late.err()).endsWith("guestfish: remote: looks like the server is not running\n");
        assertThat(late.status()).isEqualTo(1);
        assertThat(fish.run("", "-a", "r.img", "-m", "/dev/sda1", "cat", "/f").out())
                .isEqualTo("a\nb\n\n");
    }

    @Test
    void programsOfTheHostWorkOnGuestFiles() throws Exception {
        Path editor = script("editor", "sed -i s/old/new/ \"$@\"");
        Path viewer = script("viewer", "cat \"$@\"");
        Files.createDirectories(home.resolve("tree/sub"));
        Files.writeString(home.resolve("tree/-dash it's \"odd\" $x"), "odd");
        Files.createSymbolicLink(home.resolve("tree/link"), Path.of("-dash it's \"odd\" $x"));
        Files.createDirectory(home.resolve("back"));
        for (String name : List.of("EDITOR", "HEXEDITOR")) {
            fish.environment.put(name, editor.toString());
        }
        for (String name : List.of("PAGER", "GUESTFISH_DISPLAY_IMAGE")) {
            fish.environment.put(name, viewer.toString());
        }
        Fish.Result result = fish.run("""
                event e close "echo $EVENT"
                write /f "an old file\\n"
                chmod 0640 /f
                ln-s f /l
                edit /l
                more /f
                stat /f | sed -n 's/^mode: //p'
                is-symlink /l
                write /h "old hex"
                hexedit /h
                display /h
                copy-in tree "tree/-dash it's \\"odd\\" $x" /
                glob copy-out /tree /-* back
                glob echo /dev/sd* /t*
                time echo x | sed 's/[0-9][0-9]*[.]/N./; s/[.][0-9]*/.NN/'
                """, "-N", "h.img=fs:ext4:60M", "-m", "/dev/sda1");
        assertThat(result.out())
                .isEqualTo("an new file\n33184\ntrue\nnew hex"
                        + "/dev/sda /tree/\n/dev/sda1 /tree/\nx\nelapsed time: N.NN seconds\nclose\n");
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(home.resolve("back/tree/sub")).isDirectory();
        assertThat(home.resolve("back/tree/link")).isSymbolicLink();
        assertThat(home.resolve("back/-dash it's \"odd\" $x")).hasContent("odd");
    }

    @Test
    void aFullGuestDiskAndStrangeNamesLoseNothing() throws Exception {
        Fish.Result result = fish.run("""
                !head -c 40M /dev/zero > zeros
                -upload zeros /full
                filesize /full | sed 's/.*/some/'
                rm /full
                write "/a\\nb\\xff" "kept\\x80"
                ls /
                cat "/a\\nb\\xff"
                """, "-N", "s.img=fs:ext4:20M", "-m", "/dev/sda1");
        assertThat(result.err()).contains("upload: /full: No space left on device");
        assertThat(result.out()).isEqualTo("some\na\nb\u00ff\nlost+found\nkept\u0080\n");
        assertThat(result.status()).isZero();
    }

    @Test
    void imagesThatAreNoneAreNamed() throws Exception {
        Files.writeString(home.resolve("text"), "not a disk\n");
        Files.write(home.resolve("broken.qcow2"), new byte[] {'Q', 'F', 'I', (byte) 0xFB, 0, 0, 0, 3, 9, 9, 9, 9});
        Fish.Result forced = fish.run("", "--format=qcow2", "-a", "text", "run");
        assertThat(forced.err())
                .contains("libguestfs: error: ")
                .contains("text")
                .doesNotContain("\tat ");
        assertThat(forced.status()).isEqualTo(1);
        Fish.Result broken = fish.run("", "-a", "broken.qcow2", "run");
        assertThat(broken.err()).contains("broken.qcow2").doesNotContain("\tat ");
        assertThat(broken.status()).isEqualTo(1);
    }

    @Test
    void theGuestIsADirectoryOfTheHost() throws Exception {
        Path mountPoint = Files.createDirectory(home.resolve("mnt"));
        Files.createDirectories(home.resolve("src/sub"));
        Files.write(home.resolve("src/sub/data"), new byte[300_000]);
        Files.createSymbolicLink(home.resolve("src/link"), Path.of("sub/data"));
        Path job = script("job", """
                LC_ALL=C; export LC_ALL; cd "$1" || exit 1
                printf 'hello\\n' > f && ln f hard && chmod 640 f && chown 5:6 f && touch -d @981170000.5 f
                stat -c '%a %u %g %h %s %.1Y' f
                [ "$(stat -c %i f)" = "$(stat -c %i hard)" ] && echo one inode
                setfattr -n user.x -v value f && getfattr --only-values -n user.x f; echo
                setfattr -x user.x f; getfattr -n user.x f 2>&1
                cp -a "$2/src" copy && diff -r --no-dereference "$2/src" copy && readlink copy/link
                printf more >> f; mv f copy/g; cat copy/g; echo
                : > copy/g; stat -c %s copy/g; truncate -s 5000000000 copy/g; stat -c %s copy/g
                mkfifo p && mknod n c 1 3 && stat -c '%F %t %T' p n
                name=$(printf 'a\\nb\\377'); echo odd > "$name"; cat "$name"; ls | wc -l
                cat nosuch 2>&1; rmdir copy 2>&1; mkdir copy 2>&1
                mkdir big; (cd big; seq 520 | xargs touch); find big -type f | wc -l; ls -l big | wc -l
                rm -r big copy p n hard "$name"; ls
                r=$2/random; head -c 9000001 /dev/urandom > "$r"; mkdir dev; cp "$r" dev/r
                cmp "$r" dev/r && echo whole
                for f in "$r" dev/r; do printf X | dd of=$f bs=1 seek=6000000 conv=notrunc 2>/dev/null; done
                cmp "$r" dev/r && echo changed
                mv dev/r .
                cmp "$r" r && echo moved; rm -r dev r
                dd if=/dev/zero of=full bs=1M count=100 2>&1 | grep -o 'No space left.*'
                df --output=fstype . | tail -1
                rm full; cd /; fusermount3 -u "$1"
                """);
        Fish.Result result = fish.run(
                "mount-local mnt\n!" + job + " " + mountPoint + " " + home
                        + " > job.out 2>&1 &\nmount-local-run\nls /\n"
                        + "-umount-local\n-mount-local-run\n-mount-local nosuch\n",
                "-N",
                "m.img=fs:ext4:60M",
                "-m",
                "/dev/sda1");
        assertThat(ByteText.of(Files.readAllBytes(home.resolve("job.out")))).isEqualTo("""
                        640 5 6 2 6 981170000.5
                        one inode
                        value
                        f: user.x: No such attribute
                        sub/data
                        hello
                        more
                        0
                        5000000000
                        fifo 0 0
                        character special file 1 3
                        odd
                        7
                        cat: nosuch: No such file or directory
                        rmdir: failed to remove 'copy': Directory not empty
                        mkdir: cannot create directory 'copy': File exists
                        520
                        521
                        lost+found
                        whole
                        changed
                        moved
                        No space left on device
                        fuse
                        """);
        assertThat(result.out()).isEqualTo("lost+found\n");
        assertThat(result.err())
                .contains("umount_local: no directory is mounted")
                .contains("mount_local_run: call mount-local first")
                .contains("mount_local: nosuch: ");
        assertThat(result.status()).isZero();
    }

    @Test
    void aMountedDirectoryIsReadOnlyWhenAskedAndGoneWithTheProgram() throws Exception {
        Path mountPoint = Files.createDirectory(home.resolve("mnt"));
        Files.createFile(mountPoint.resolve("hidden"));
        Process process = fish.process("-N", "k.img=fs:ext4:60M", "-m", "/dev/sda1")
                .redirectInput(Files.writeString(
                                home.resolve("in"),
                                "touch /x\nmount-local mnt readonly:true options:nonempty\nmount-local-run\n")
                        .toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("k.out").toFile())
                .start();
        for (int i = 0; i < 3000 && !Files.exists(mountPoint.resolve("x")) && process.isAlive(); i++) {
            Thread.sleep(100);
        }
        assertThat(mountPoint.resolve("x")).exists();
        assertThat(ByteText.of(new ProcessBuilder("sh", "-c", "touch mnt/y; : > mnt/x; rm mnt/x; touch -d @0 mnt/x")
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .start()
                        .getInputStream()
                        .readAllBytes()))
                .contains("Read-only file system")
                .doesNotContain("Input/output");
        process.destroy();
        process.waitFor();
        try (Stream<String> mounts = Files.lines(Path.of("/proc/mounts"))) {
            assertThat(mounts).noneMatch(line -> line.contains(mountPoint.toString()));
        }
    }
}
