package org.guestscope.agent.inspect;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.agent.inspect.file.GuestFiles;
import org.guestscope.agent.inspect.picture.Bitmap;
import org.guestscope.agent.inspect.picture.ProgramBitmaps;

/**
 * The icon that a system carries, as the PNG file that it is; empty when there is none. Windows before 8 keeps its icons
 * as bitmaps inside a program; they become PNG here.
 */
final class Icon {

    private static final byte[] NOTHING = {};

    /** Signature, then the header chunk: length, type, width, height. */
    private static final long PNG = 0x89504e470d0a1a0aL;

    private static final int HEADER_CHUNK = 'I' << 24 | 'H' << 16 | 'D' << 8 | 'R';
    private static final int SIZES_END = 24;
    private static final int SMALLEST_SIDE = 16;
    private static final int LARGEST_SIDE = 1024;

    /** What a pixel needs without any compression; more would hide something behind the picture. */
    private static final int BYTES_PER_PIXEL = 4;

    private static final String RHEL = "/usr/share/icons/hicolor/96x96/apps/system-logo-icon.png";
    private static final String RHEL_BEFORE_7 = "/usr/share/pixmaps/redhat/shadowman-transparent.png";

    private static final int LONGEST_PROGRAM = 4_000_000;

    /** Numbers of the start button among explorer's bitmaps. Windows 7 keeps its states one below the other. */
    private static final int WINDOWS_XP_BUTTON = 143;

    private static final int WINDOWS_7_BUTTON = 6801;
    private static final int WINDOWS_7_BUTTON_ROWS = 55;

    private final OperatingSystem system;
    private final GuestFiles files;

    Icon(OperatingSystem system, GuestFiles files) {
        this.system = system;
        this.files = files;
    }

    /** A place where a distribution has its icon, and how long the file is at most. */
    private record Place(String path, int longest) {}

    /**
     * @param favicon whether {@code /etc/favicon.png} comes first
     * @param highQuality whether an icon will do only when it is a good one; favicons are not
     */
    byte[] find(boolean favicon, boolean highQuality) {
        List<Place> places = new ArrayList<>();
        if (favicon && !highQuality) {
            places.add(new Place("/etc/favicon.png", LARGEST_SIDE * LARGEST_SIDE * BYTES_PER_PIXEL));
        }
        boolean windows = OperatingSystem.WINDOWS.equals(system.type);
        places.addAll(windows ? windows(highQuality) : linux(highQuality));
        for (Place place : places) {
            byte[] found = png(place);
            if (found.length > 0) {
                return found;
            }
        }
        return windows && !highQuality ? startButton() : NOTHING;
    }

    private byte[] startButton() {
        String directory = system.windowsSystemroot;
        return switch (system.major() + "." + system.minor()) {
            case "5.1" -> bitmap(List.of(directory + "/explorer.exe"), WINDOWS_XP_BUTTON, Integer.MAX_VALUE);
            case "6.1" ->
                // The 32-bit explorer of a 64-bit Windows has the bitmaps.
                bitmap(
                        List.of(directory + "/SysWOW64/explorer.exe", directory + "/explorer.exe"),
                        WINDOWS_7_BUTTON,
                        WINDOWS_7_BUTTON_ROWS);
            default -> NOTHING;
        };
    }

    /** The upper rows of a bitmap of the first of some programs that exists. */
    private byte[] bitmap(List<String> programs, int number, int rows) {
        for (String program : programs) {
            String path = files.spelled(program);
            if (path != null && files.isFile(path)) {
                byte[] bytes = files.bytes(path, LONGEST_PROGRAM);
                Bitmap found = bytes == null ? null : new ProgramBitmaps(bytes).find(number);
                return found == null ? NOTHING : found.top(rows).png();
            }
        }
        return NOTHING;
    }

    private List<Place> windows(boolean highQuality) {
        boolean windows8 = system.major() == 6 && system.minor() == 2 && !highQuality;
        return windows8 ? List.of(new Place("/ProgramData/Microsoft/Windows Live/WLive48x48.png", 8 << 10)) : List.of();
    }

    private List<Place> linux(boolean highQuality) {
        String distro = system.distro == null ? "" : system.distro;
        return switch (distro) {
            case "fedora" -> {
                String path = "/usr/share/icons/hicolor/96x96/apps/fedora-logo-icon.png";
                yield List.of(new Place(path, LARGEST_SIDE * LARGEST_SIDE * BYTES_PER_PIXEL));
            }
            case "rhel", "redhat-based", "centos", "scientificlinux", "oraclelinux", "rocky" ->
                List.of(new Place(system.major() < 7 ? RHEL_BEFORE_7 : RHEL, 100 << 10));
            case "debian" -> List.of(new Place("/usr/share/pixmaps/debian-logo.png", 2 << 10));
            case "ubuntu" ->
                highQuality
                        ? List.of()
                        : List.of(
                                new Place("/usr/share/icons/gnome/24x24/places/ubuntu-logo.png", 2 << 10),
                                new Place("/usr/share/help/C/ubuntu-help/figures/ubuntu-logo.png", 2 << 10));
            case "mageia" -> List.of(new Place("/usr/share/icons/mageia.png", 10 << 10));
            case "openmandriva", "mandriva" ->
                List.of(
                        new Place("/usr/share/icons/large/mandriva.png", 10 << 10),
                        new Place("/usr/share/icons/mandriva.png", 10 << 10));
            case "opensuse", "sles", "suse-based" ->
                List.of(
                        new Place("/usr/share/icons/hicolor/48x48/apps/distributor.png", 10 << 10),
                        new Place("/usr/share/icons/hicolor/24x24/apps/distributor.png", 10 << 10));
            case "gentoo" -> List.of(new Place("/usr/share/icons/gentoo/48x48/gentoo.png", 10 << 10));
            case "voidlinux" -> List.of(new Place("/usr/share/void-artwork/void-logo.png", 20 << 10));
            case "altlinux" -> List.of(new Place("/usr/share/icons/hicolor/48x48/apps/altlinux.png", 20 << 10));
            default -> List.of();
        };
    }

    private byte[] png(Place place) {
        String path = OperatingSystem.WINDOWS.equals(system.type) ? files.spelled(place.path()) : place.path();
        byte[] bytes = path == null ? null : files.bytes(path, place.longest());
        if (bytes == null || bytes.length < SIZES_END) {
            return NOTHING;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        boolean png = in.getLong(0) == PNG && in.getInt(12) == HEADER_CHUNK;
        int width = in.getInt(16);
        int height = in.getInt(20);
        boolean sensible = Math.min(width, height) >= SMALLEST_SIDE && Math.max(width, height) <= LARGEST_SIDE;
        return png && sensible && bytes.length <= width * height * BYTES_PER_PIXEL ? bytes : NOTHING;
    }
}
