package org.guestscope.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The run of a tool whose loaded classes become its class archive. Before the tool runs, the classes listed in the
 * resource {@value #LIST} beside its main class are loaded: those of a start that a build has nothing to start with.
 */
public final class TrainingRun {

    private static final String LIST = "start.classes";

    private TrainingRun() {}

    /** @param args the tool's main class, then the tool's own arguments */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Class<?> tool = Class.forName(args[0]);
        try (InputStream list = tool.getResourceAsStream(LIST)) {
            if (list != null) {
                load(list, tool.getClassLoader());
            }
        }
        tool.getMethod("main", String[].class).invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    }

    private static void load(InputStream list, ClassLoader loader) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.startsWith("#")) {
                try {
                    Class.forName(line, false, loader);
                } catch (ClassNotFoundException e) {
                    // Another release of Java has it: the start there is the one that is helped.
                    continue;
                }
            }
        }
    }
}
