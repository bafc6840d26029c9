package org.guestscope.virtwhat.evidence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the firmware says about the machine, as text in dmidecode's form: a heading line a structure, its fields
 * indented as {@code Label: value}.
 *
 * <p>Rules search the whole text, so that the maker of the chassis, the board, the processor or the memory counts as
 * much as the system's; where one field alone is meant, {@link #field} finds it.
 */
public final class DmiReport {

    /** What dmidecode prints on a machine without SMBIOS; rules know it. */
    public static final String NO_ENTRY_POINT = "No SMBIOS nor DMI entry point found, sorry";

    /** The line for the bit of the BIOS structure that marks a virtual machine. */
    static final String VIRTUAL_MACHINE = "System is a virtual machine";

    static final String BIOS = "BIOS Information";
    public static final String SYSTEM = "System Information";
    public static final String BOARD = "Base Board Information";
    public static final String CHASSIS = "Chassis Information";

    /** The lines looked at for a field; a server's report has a few thousand. */
    private static final int MAX_LINES = 50_000;

    /** A found line, trimmed, and where the text it stands in came from. */
    public record Line(String source, String text) {}

    private record Part(String source, String text) {}

    private final List<Part> parts = new ArrayList<>();

    DmiReport() {}

    /** Adds {@code text}, which came from {@code source}. */
    DmiReport with(String source, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part(source, text));
        }
        return this;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** The first line that contains all of {@code words} one behind the other; null when none does. */
    public @Nullable Line find(String... words) {
        for (Part part : parts) {
            String line = TextLines.containing(part.text(), words);
            if (line != null) {
                return new Line(part.source(), line.strip());
            }
        }
        return null;
    }

    /** The first line {@code Version: N.N.amazon} with digits for N, as Amazon's Xen hosts have it; else null. */
    public @Nullable Line findAmazonVersion() {
        String label = "Version: ";
        for (Part part : parts) {
            String text = part.text();
            for (int at = text.indexOf(label); at >= 0; at = text.indexOf(label, at + 1)) {
                int dot = skipDigits(text, at + label.length());
                int end = dot < 0 || !text.startsWith(".", dot) ? -1 : skipDigits(text, dot + 1);
                if (end >= 0 && text.startsWith(".amazon", end)) {
                    return new Line(part.source(), TextLines.around(text, at).strip());
                }
            }
        }
        return null;
    }

    /** Behind the digits that stand at {@code at}; -1 when there is none. */
    private static int skipDigits(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end == at ? -1 : end;
    }

    /**
     * The value of one field of the first structure with this heading.
     *
     * @param heading {@link #SYSTEM} or its like
     * @param label without the colon, e.g. {@code Manufacturer}
     */
    public @Nullable Line field(String heading, String label) {
        String start = label + ": ";
        for (Part part : parts) {
            boolean inside = false;
            for (String line : part.text().split("\n", MAX_LINES)) {
                boolean indented = !line.isEmpty() && Character.isWhitespace(line.charAt(0));
                if (!indented) {
                    inside = line.stripTrailing().equals(heading);
                } else if (inside && line.strip().startsWith(start)) {
                    return new Line(part.source(), line.strip());
                }
            }
        }
        return null;
    }
}
