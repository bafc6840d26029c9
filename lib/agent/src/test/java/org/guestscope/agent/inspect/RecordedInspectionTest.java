package org.guestscope.agent.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.guestscope.agent.action.ActionContext;
import org.guestscope.agent.action.AttributeActions;
import org.guestscope.agent.child.Cancellation;
import org.guestscope.agent.device.Devices;
import org.guestscope.agent.inspect.file.GuestFiles;
import org.guestscope.agent.sysroot.Sysroot;
import org.guestscope.guest.ProgressListener;
import org.guestscope.guest.action.Inspection;
import org.guestscope.guest.struct.Application2;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Phony guests get the answers that libguestfs 1.48 gave about the same files on disks. {@code record.py} beside the
 * recorded answers made the guests (hives with hivex, databases with rpm and Berkeley DB) and recorded.
 */
class RecordedInspectionTest {

    private static final String RESOURCES = "/org/guestscope/agent/inspect/";

    @TempDir
    private static Path guests;

    private static final Map<String, List<String>> RECORDED = new LinkedHashMap<>();

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        Process tar = new ProcessBuilder("tar", "-C", guests.toString(), "-xz").start();
        try (InputStream packed = resource("guests.tar.gz")) {
            packed.transferTo(tar.getOutputStream());
            tar.getOutputStream().close();
        }
        assertThat(tar.waitFor()).isZero();
        readAnswers();
    }

    @AfterAll
    static void forget() {
        RECORDED.clear();
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(RecordedInspectionTest.class.getResourceAsStream(RESOURCES + name), name);
    }

    private static void readAnswers() throws IOException {
        try (InputStream in = resource("answers.txt")) {
            List<String> answers = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("=== ")) {
                    answers = new ArrayList<>();
                    RECORDED.put(line.substring(4), answers);
                } else {
                    answers.add(line);
                }
            }
        }
    }

    static Stream<String> names() throws IOException {
        if (RECORDED.isEmpty()) {
            readAnswers();
        }
        return RECORDED.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyAnswerIsTheRecordedOne(String name) throws IOException {
        Disk disk = Disk.of(guests, name);
        Inspection actions = disk.inspected();

        assertThat(actions.inspectGetRoots()).containsExactly(disk.root);
        disk.mount(disk.root, "");
        List<String> answers = answers(actions, disk.root);
        answers.addAll(0, icon(actions.inspectGetIcon(disk.root, null, null)));
        List<String> recorded = new ArrayList<>(Objects.requireNonNull(RECORDED.get(name)));
        if (recorded.contains("distro cirros")) {
            // Its logo is letters, which the recording's netpbm paints in a font of its own.
            recorded.removeIf(answer -> answer.startsWith("icon "));
        } else if (name.equals("11")) {
            // Windows 11 says 10 of itself, and is known by its build; the recording's library is older.
            recorded.replaceAll(answer -> answer.equals("osinfo win10") ? "osinfo win11" : answer);
        }
        if (recorded.stream().noneMatch(RecordedInspectionTest::isApplication)) {
            // The recording's librpm lists nothing of a guest that is mounted read-only.
            answers.removeIf(RecordedInspectionTest::isApplication);
        }
        assertThat(answers).isEqualTo(recorded);
    }

    private static boolean isApplication(String answer) {
        return answer.startsWith("application ");
    }

    /** What {@code rpm -qa} says of the same files. */
    @ParameterizedTest
    @ValueSource(strings = {"fedora", "centos-7", "centos-stream"})
    void databasesMadeByRpmAndBerkeleyDbAreRead(String name) throws IOException {
        Disk disk = Disk.of(guests, name);
        Inspection actions = disk.inspected();
        disk.mount(disk.root, "");

        List<String> answers = answers(actions, disk.root);
        answers.removeIf(answer -> !isApplication(answer));
        assertThat(answers)
                .containsExactly(
                        "application alpha||3|1.2.3|4.el9|noarch|||https://example.com/alpha||The \u00e4lpha package"
                                + "|First line of the description.\\n\\nThird line, with \u00fcn\u00efcode.",
                        "application alpha-libs||3|1.2.3|4.el9|noarch|||https://example.com/alpha||Libraries"
                                + "|Libraries of alpha.");
    }

    /** Size and digest of the pixels: the same picture can be written as PNG in many ways. */
    private static List<String> icon(byte[] png) throws IOException {
        if (png.length == 0) {
            return List.of();
        }
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        ByteBuffer pixels = ByteBuffer.allocate(3 * picture.getWidth() * picture.getHeight());
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int color = picture.getRGB(x, y);
                pixels.put((byte) (color >> 16)).put((byte) (color >> 8)).put((byte) color);
            }
        }
        String digest = HexFormat.of().formatHex(sha256(pixels.array()));
        return List.of("icon %d %d %s".formatted(picture.getWidth(), picture.getHeight(), digest));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @FunctionalInterface
    private interface Getter {
        Object get() throws IOException;
    }

    private static List<String> answers(Inspection actions, String root) {
        Map<String, Getter> getters = new LinkedHashMap<>();
        getters.put("type", () -> actions.inspectGetType(root));
        getters.put("distro", () -> actions.inspectGetDistro(root));
        getters.put("arch", () -> actions.inspectGetArch(root));
        getters.put("major-version", () -> actions.inspectGetMajorVersion(root));
        getters.put("minor-version", () -> actions.inspectGetMinorVersion(root));
        getters.put("product-name", () -> actions.inspectGetProductName(root));
        getters.put("product-variant", () -> actions.inspectGetProductVariant(root));
        getters.put("hostname", () -> actions.inspectGetHostname(root));
        getters.put("package-format", () -> actions.inspectGetPackageFormat(root));
        getters.put("package-management", () -> actions.inspectGetPackageManagement(root));
        getters.put("osinfo", () -> actions.inspectGetOsinfo(root));
        getters.put("format", () -> actions.inspectGetFormat(root));
        getters.put("mountpoints", () -> actions.inspectGetMountpoints(root));
        getters.put("filesystems", () -> actions.inspectGetFilesystems(root));
        getters.put("drive-mappings", () -> actions.inspectGetDriveMappings(root));
        getters.put("windows-systemroot", () -> actions.inspectGetWindowsSystemroot(root));
        getters.put("windows-current-control-set", () -> actions.inspectGetWindowsCurrentControlSet(root));
        getters.put("windows-software-hive", () -> actions.inspectGetWindowsSoftwareHive(root));
        getters.put("windows-system-hive", () -> actions.inspectGetWindowsSystemHive(root));
        getters.put("application", () -> actions.inspectListApplications2(root));
        List<String> answers = new ArrayList<>();
        getters.forEach((name, getter) -> {
            for (String line : lines(getter)) {
                String text = new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                String first = root.substring(0, root.length() - 1) + "1";
                answers.add(name + " " + text.replace(root, "ROOT").replace(first, "FIRST"));
            }
        });
        return answers;
    }

    /** As guestfish prints it; nothing for a failure, and nothing for an empty text. */
    private static List<String> lines(Getter getter) {
        List<String> lines = new ArrayList<>();
        try {
            Object value = getter.get();
            if (value instanceof Map<?, ?> map) {
                map.forEach((key, element) -> lines.add(key + ": " + element));
            } else if (value instanceof List<?> list) {
                list.forEach(element -> lines.add(element instanceof Application2 one ? line(one) : (String) element));
            } else {
                lines.add(value.toString());
            }
        } catch (IOException e) {
            return List.of();
        }
        lines.removeIf(String::isEmpty);
        return lines;
    }

    private static String line(Application2 one) {
        return String.join(
                        "|",
                        one.app2Name(),
                        one.app2DisplayName(),
                        Integer.toString(one.app2Epoch()),
                        one.app2Version(),
                        one.app2Release(),
                        one.app2Arch(),
                        one.app2InstallPath(),
                        one.app2Publisher(),
                        one.app2Url(),
                        one.app2SourcePackage(),
                        one.app2Summary(),
                        one.app2Description())
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    /** One disk; a Windows guest is on the second of two partitions. */
    private static final class Disk extends PhonyStorage {

        private static final String NAME = "/dev/sda";

        private final String root;
        private final byte @Nullable [] signature;
        private final List<String> guids;
        private @Nullable String mounted;

        private Disk(Path directory, String root, byte @Nullable [] signature, List<String> guids) {
            super(directory);
            this.root = root;
            this.signature = signature;
            this.guids = guids;
        }

        /** The partition table that stands in a file beside the guest, if there is one. */
        static Disk of(Path guests, String name) throws IOException {
            Path table = guests.resolve(name + ".disk");
            Disk disk;
            if (Files.exists(table)) {
                List<String> words = List.of(Files.readString(table).split("\\s+"));
                boolean gpt = words.get(0).equals("gpt");
                byte[] signature = gpt ? null : HexFormat.of().parseHex(words.get(1));
                disk = new Disk(guests, NAME + "2", signature, gpt ? words.subList(1, 3) : List.of());
            } else {
                disk = new Disk(guests, NAME, null, List.of());
            }
            disk.addTree(disk.root, "", guests.resolve(name));
            return disk;
        }

        @Override
        public @Nullable GuestFiles mount(String mountable, String type) {
            mounted = mountable;
            return super.mount(mountable, type);
        }

        @Override
        public List<String> disks() {
            return List.of(NAME);
        }

        @Override
        public byte @Nullable [] diskSignature(String disk) {
            return signature;
        }

        @Override
        public List<PartitionPlace> places(String disk) {
            List<PartitionPlace> places = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                String guid = guids.isEmpty() ? null : guids.get(i);
                places.add(new PartitionPlace(NAME + (i + 1), (long) (i + 1) << 20, guid));
            }
            return places;
        }

        @Override
        public @Nullable String architecture(String path) {
            String root = tree(Objects.requireNonNull(mounted)).toString();
            ActionContext context = new ActionContext(
                    new Sysroot(root),
                    new Devices(Devices.GUEST_DISKS, root),
                    new Cancellation(),
                    ProgressListener.NOBODY,
                    new AtomicReference<>(""),
                    true);
            try {
                return new AttributeActions(context).fileArchitecture(path);
            } catch (IOException e) {
                return null;
            }
        }
    }
}
