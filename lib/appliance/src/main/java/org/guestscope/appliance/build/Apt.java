package org.guestscope.appliance.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Packages through {@code apt-get}, on Debian and its descendants.
 *
 * <p>It uses the host's sources and keys, with its own lists, its own archives and an empty package status: so the
 * closure is complete, and nothing on the host changes or needs root.
 */
final class Apt implements PackageManager {

    /** The list of packages by the names of Debian and its descendants. */
    static final String RECIPE = "debian.packages";

    private static final String ADVICE = "Check the network and the package sources in /etc/apt, or use an appliance "
            + "made elsewhere: 'guestfish --make-appliance FILE' there, GUESTSCOPE_APPLIANCE=FILE here.";

    /** A line of {@code --simulate}: Inst name (version origin, origin [architecture]). */
    private static final Pattern INSTALL_LINE =
            Pattern.compile("Inst (?<name>\\S+) (?:\\[\\S+] )?\\((?<version>\\S+) .*\\[(?<arch>\\S+)]\\).*");

    /** A line of the status descriptor while downloading: dlstatus:item:percent:description. */
    private static final Pattern STATUS_LINE = Pattern.compile("dlstatus:\\d+:(?<percent>[0-9.]+):.*");

    private static final int PERCENT = 100;

    private final Path directory;
    private final String settings;

    /**
     * @param directory the private state
     * @param settings more of apt's configuration, such as other sources than the host's
     */
    Apt(Path directory, String settings) {
        this.directory = directory;
        this.settings = settings;
    }

    /** With the host's own sources and keys. */
    static Apt ofHost(Path directory) {
        return new Apt(directory, "");
    }

    @Override
    public String recipe() {
        return RECIPE;
    }

    @Override
    public String advice() {
        return ADVICE;
    }

    @Override
    public void refresh(BuildProgress progress) throws IOException {
        Files.createDirectories(directory.resolve("lists/partial"));
        Files.createDirectories(archives().resolve("partial"));
        Files.writeString(directory.resolve("status"), "");
        Files.writeString(configuration(), settings());
        progress.at("fetching package lists", 0, 0);
        run("apt-get", List.of("update"), line -> {});
    }

    /**
     * The host's hooks are cleared because they run programs for an update of the host (some delete its downloaded
     * packages), and the sandbox user because a private directory is closed to it.
     */
    private String settings() {
        return """
                Dir::State "%1$s";
                Dir::State::status "%1$s/status";
                Dir::State::lists "%1$s/lists";
                Dir::Cache "%1$s";
                Dir::Log "%1$s";
                APT::Install-Recommends "false";
                APT::Get::AllowUnauthenticated "false";
                APT::Sandbox::User "";
                Acquire::AllowInsecureRepositories "false";
                Acquire::Languages "none";
                Acquire::Retries "3";
                Debug::NoLocking "true";
                #clear APT::Update::Pre-Invoke;
                #clear APT::Update::Post-Invoke;
                #clear APT::Update::Post-Invoke-Success;
                #clear DPkg;
                #clear Acquire::IndexTargets::deb::Contents-deb;
                #clear Acquire::IndexTargets::deb::DEP-11;
                %2$s
                """.formatted(directory, settings);
    }

    @Override
    public List<String> available(List<String> names) throws IOException {
        List<String> found = new ArrayList<>();
        String[] current = {""};
        List<String> words = new ArrayList<>(List.of("policy"));
        words.addAll(names);
        run("apt-cache", words, line -> {
            if (!line.startsWith(" ") && line.endsWith(":")) {
                current[0] = line.substring(0, line.length() - 1);
            } else if (line.startsWith("  Candidate: ") && !line.endsWith("(none)")) {
                found.add(current[0]);
            }
        });
        return found;
    }

    @Override
    public Map<String, Path> closure(List<String> names) throws IOException {
        Map<String, Path> packages = new LinkedHashMap<>();
        run("apt-get", install("--simulate", names), line -> {
            Matcher inst = INSTALL_LINE.matcher(line);
            if (inst.matches()) {
                // As apt names the files of its archives: a colon (of an epoch) would end a file name on some systems.
                String file = inst.group("name") + "_" + inst.group("version").replace(":", "%3a") + "_"
                        + inst.group("arch") + ".deb";
                packages.put(inst.group("name"), archives().resolve(file));
            }
        });
        return packages;
    }

    @Override
    public void download(List<String> names, BuildProgress progress) throws IOException {
        List<String> words = new ArrayList<>(List.of("-o", "APT::Status-Fd=1"));
        words.addAll(install("--download-only", names));
        run("apt-get", words, line -> {
            Matcher status = STATUS_LINE.matcher(line);
            if (status.matches()) {
                progress.at("downloading packages", (long) Double.parseDouble(status.group("percent")), PERCENT);
            }
        });
    }

    @Override
    public void unpack(Path file, RootTree tree) throws IOException {
        DebPackage.unpack(file, tree);
    }

    @Override
    public void clean() throws IOException {
        run("apt-get", List.of("clean"), line -> {});
    }

    private static List<String> install(String mode, List<String> names) {
        List<String> words = new ArrayList<>(List.of("-y", "-q", mode, "install"));
        words.addAll(names);
        return words;
    }

    private void run(String program, List<String> words, Consumer<String> lines) throws IOException {
        List<String> all =
                new ArrayList<>(List.of(program, "-c", configuration().toString()));
        all.addAll(words);
        try {
            new Command(all).in(directory).run(lines);
        } catch (BuildException e) {
            throw new BuildException("appliance: " + e.getMessage(), ADVICE, e.details(), e);
        }
    }

    private Path archives() {
        return directory.resolve("archives");
    }

    private Path configuration() {
        return directory.resolve("apt.conf");
    }
}
