package org.guestscope.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Writes {@code launch/TOOL} below the folder with the gathered jars: a snippet that a launcher in bin/ sources, which
 * sets {@code java} to a program and, if that and the tool's jar are still there, puts its arguments before the user's. {@code launch/TOOL@N} does the same for
 * release N of Java alone.
 *
 * <p>Each gets a class archive of its own, made by a training run: AppCDS up to release 24, an AOT cache from 25 on.
 * Java checks an archive against the jars when it starts and does without it when they differ; an archive that cannot
 * be made costs a warning here and milliseconds at every start, never a failure.
 */
final class MakeLaunchFiles {

    /**
     * For every tool: the collector and the compiler that start fastest; and silence about an archive that no longer
     * fits, which otherwise lands on standard output.
     */
    private static final List<String> COMMON_OPTIONS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable");

    /**
     * From release 24 on Java warns on standard error about native libraries and sun.misc.Unsafe unless told that they
     * are meant; JNA and the zstd decoder use them.
     */
    private static final List<String> MODERN_OPTIONS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private static final int FIRST_MODERN_RELEASE = 24;

    private static final int TRAINING_SECONDS = 60;

    /** Loads the classes that a tool's jar lists and runs the tool; in lib/cli, which every tool has on its class path. */
    private static final String TRAINING_CLASS = "org.guestscope.cli.TrainingRun";

    private final Path folder;
    private final Path project;

    private MakeLaunchFiles(Path folder, Path project) {
        this.folder = folder;
        this.project = project;
    }

    /**
     * @param args the folder whose {@code lib} holds the jars, and the project's top folder, where training runs start
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        new MakeLaunchFiles(Path.of(args[0]).toRealPath(), Path.of(args[1]).toRealPath()).run();
    }

    private void run() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("launch"));
        Files.createDirectories(folder.resolve("cache"));
        List<Jdk> jdks = Jdk.installed(System.getenv());
        for (ToolJar tool : ToolJar.in(folder.resolve("lib"))) {
            for (Jdk jdk : jdks) {
                List<String> command = command(tool, jdk);
                for (String launcher : tool.launchers()) {
                    write(launcher + "@" + jdk.feature(), launcher, tool, jdk, command);
                    if (jdk.equals(jdks.get(0))) {
                        write(launcher, launcher, tool, jdk, command);
                    }
                }
            }
        }
    }

    private List<String> command(ToolJar tool, Jdk jdk) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(COMMON_OPTIONS);
        if (jdk.feature() >= FIRST_MODERN_RELEASE) {
            command.addAll(MODERN_OPTIONS);
        }
        command.addAll(tool.javaOptions());
        String cache = folder.resolve("cache") + "/" + tool.launchers().get(0) + "-" + jdk.feature();
        String archive = jdk.hasAotCache() ? cache + ".aot" : cache + ".jsa";
        List<String> training = new ArrayList<>(command);
        training.add((jdk.hasAotCache() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive);
        training.addAll(run(tool, TRAINING_CLASS));
        training.add(tool.mainClass());
        if (train(tool, jdk, training, Path.of(archive))) {
            command.add((jdk.hasAotCache() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive);
        }
        command.addAll(run(tool, tool.mainClass()));
        return command;
    }

    private static List<String> run(ToolJar tool, String mainClass) {
        StringBuilder classPath = new StringBuilder();
        for (Path jar : tool.classPath()) {
            classPath.append(classPath.isEmpty() ? "" : ":").append(jar);
        }
        return List.of("-cp", classPath.toString(), mainClass);
    }

    private boolean train(ToolJar tool, Jdk jdk, List<String> arguments, Path archive)
            throws IOException, InterruptedException {
        Files.deleteIfExists(archive);
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(arguments);
        command.addAll(tool.training());
        Path log = folder.resolve("cache").resolve(tool.launchers().get(0) + "-" + jdk.feature() + ".log");
        Process process = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        boolean made = Files.isRegularFile(archive);
        if (!made) {
            System.err.println("warning: no class archive for "
                    + tool.launchers().get(0) + " on Java " + jdk.feature() + ", it will start slower; see " + log);
        }
        return made;
    }

    private void write(String file, String launcher, ToolJar tool, Jdk jdk, List<String> command) throws IOException {
        StringBuilder text = new StringBuilder("java=").append(quoted(jdk.java().toString()));
        // A tree that was moved has its jars elsewhere: without java the launcher builds again.
        text.append("\n[ -r ").append(quoted(tool.jar().toString())).append(" ] || java=");
        // The java command finds its libraries by /proc/self/exe. Where /proc lacks that, they have to be named.
        text.append("\n[ -e /proc/self/exe ] || export LD_LIBRARY_PATH=");
        text.append(quoted(jdk.java().resolveSibling("../lib").normalize().toString()));
        text.append("\n[ -x \"$java\" ] && set --");
        for (int i = 0; i < command.size() - 1; i++) {
            text.append(' ').append(quoted(command.get(i)));
        }
        text.append(' ').append(quoted("-Dguestscope.program=" + launcher));
        text.append(' ').append(quoted(command.get(command.size() - 1))).append(" \"$@\"\n");
        Files.writeString(folder.resolve("launch").resolve(file), text);
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
