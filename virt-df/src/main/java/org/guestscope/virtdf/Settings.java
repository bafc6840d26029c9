package org.guestscope.virtdf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one command line asks for.
 *
 * @param guests the guests named, empty for every libvirt domain
 * @param connection the libvirt URI, null for libvirt's own choice
 * @param format how results are printed
 * @param human sizes as 1.2M
 * @param inodes inodes in place of blocks
 * @param uuid libvirt guests go by their UUID
 * @param jobs how many guests are looked into at a time
 * @param source where figures may come from
 * @param columns the columns asked for, empty for the peer's
 * @param sort the column to sort by, null for the order of the guest
 * @param warn percent of use that makes exit status 1, or null
 * @param crit percent of use that makes exit status 2, or null
 * @param watchSeconds the pause between two reports, 0 for one report alone
 * @param keys keys for encrypted devices, as given
 * @param keysFromStdin whether standard input has more keys
 * @param backingProtocols whether backing files that are no plain files are followed
 * @param verbose whether to say what is done
 * @param trace whether to show the appliance's calls
 */
record Settings(
        List<GuestArgument> guests,
        @Nullable String connection,
        Format format,
        boolean human,
        boolean inodes,
        boolean uuid,
        int jobs,
        SourceChoice source,
        List<Column> columns,
        @Nullable Column sort,
        @Nullable Double warn,
        @Nullable Double crit,
        int watchSeconds,
        List<String> keys,
        boolean keysFromStdin,
        boolean backingProtocols,
        boolean verbose,
        boolean trace) {

    /** How results are printed. */
    enum Format {
        TEXT,
        CSV,
        JSON,
        OPENMETRICS
    }

    /** Where figures may come from. */
    enum SourceChoice {
        AUTO,
        AGENT,
        DIRECT,
        APPLIANCE
    }

    /** One guest of the command line: its disks, in order. */
    record GuestArgument(List<DiskArgument> disks) {

        /** The guest's name: that of its first disk, and a {@code +} for each further one. */
        String name() {
            return disks.get(0).name() + "+".repeat(disks.size() - 1);
        }
    }

    /**
     * One {@code -a} or {@code -d}.
     *
     * @param text the file, URI, domain name or UUID as typed
     * @param domain whether it is a libvirt domain
     * @param format the image format in force, null when it is to be found out
     * @param sectorSize the logical sector size in bytes, 0 for the default
     */
    record DiskArgument(
            String text, boolean domain, @Nullable String format, int sectorSize) {

        /** Whether {@link #text} is a URI: a scheme of one to eight lower-case letters, perhaps with {@code +unix}. */
        boolean isUri() {
            int end = text.indexOf("://");
            if (end > 0 && text.startsWith("+unix", end - 5)) {
                end -= 5;
            }
            if (domain || end < 1 || end > 8) {
                return false;
            }
            for (int i = 0; i < end; i++) {
                if (text.charAt(i) < 'a' || text.charAt(i) > 'z') {
                    return false;
                }
            }
            return true;
        }

        String name() {
            if (domain) {
                return text;
            }
            String path = text;
            if (isUri()) {
                int from = text.indexOf("://") + 3;
                int slash = text.indexOf('/', from);
                int end = text.indexOf('?', from);
                path = slash < 0 ? "" : text.substring(slash, end < slash ? text.length() : end);
            }
            int last = path.length();
            while (last > 1 && path.charAt(last - 1) == '/') {
                last--;
            }
            String base = path.substring(path.lastIndexOf('/', last - 1) + 1, last);
            return base.isEmpty() ? text : base;
        }
    }
}
