package org.guestscope.agent.inspect.packages;

/** One installed package or program; what its database does not tell is empty. Texts have one byte a character. */
public record InstalledPackage(
        String name,
        String displayName,
        Version version,
        String arch,
        String installPath,
        String publisher,
        String url,
        String sourcePackage,
        String summary,
        String description) {

    /** Packages that a database may list; the largest distributions have fewer in their whole archive. */
    static final int MOST = 200_000;

    /** Characters of one text; longer ones are cut. */
    static final int LONGEST_TEXT = 64 << 10;

    /**
     * A version as packages have it.
     *
     * @param epoch counts changes of the numbering; 0 where none is written
     */
    public record Version(int epoch, String version, String release) {

        private static final int EPOCH_DIGITS = 9;

        /** Reads {@code [epoch:]version[-release]}; what is behind the first dash is the release. */
        static Version parse(String text) {
            int colon = text.indexOf(':');
            boolean epoch = colon > 0
                    && colon <= EPOCH_DIGITS
                    && text.substring(0, colon).chars().allMatch(c -> c >= '0' && c <= '9');
            String rest = epoch ? text.substring(colon + 1) : text;
            int dash = rest.indexOf('-');
            return new Version(
                    epoch ? Integer.parseInt(text.substring(0, colon)) : 0,
                    dash < 0 ? rest : rest.substring(0, dash),
                    dash < 0 ? "" : rest.substring(dash + 1));
        }
    }

    /** Gathers what a database tells line by line. */
    public static final class Builder {
        public String name = "";
        public String displayName = "";
        public Version version = new Version(0, "", "");
        public String arch = "";
        public String installPath = "";
        public String publisher = "";
        public String url = "";
        public String sourcePackage = "";
        public String summary = "";
        public String description = "";

        boolean hasNameAndVersion() {
            return !name.isEmpty() && !version.version().isEmpty();
        }

        /** The package as known so far. */
        public InstalledPackage build() {
            return new InstalledPackage(
                    cut(name),
                    cut(displayName),
                    new Version(version.epoch(), cut(version.version()), cut(version.release())),
                    cut(arch),
                    cut(installPath),
                    cut(publisher),
                    cut(url),
                    cut(sourcePackage),
                    cut(summary),
                    cut(description));
        }

        private static String cut(String text) {
            return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        }
    }
}
