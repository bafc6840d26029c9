package org.guestscope.guestfish.interactive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jspecify.annotations.Nullable;

/**
 * The lines of earlier sessions, in readline's plain format, which other programs read and write too. jline's own format
 * would double backslashes.
 */
final class HistoryFile {
    /** More lines than anybody looks through; keeps the start fast. */
    private static final int MOST = 2000;

    private final @Nullable Path file;
    private final LineReader reader;
    private int known;

    /** @param file null when there is no home to keep it in */
    HistoryFile(@Nullable Path file, LineReader reader) {
        this.file = file;
        this.reader = reader;
    }

    void load() throws IOException {
        if (file != null && Files.isReadable(file)) {
            List<String> lines = List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n"));
            for (String line : lines.subList(Math.max(0, lines.size() - MOST), lines.size())) {
                if (!line.isBlank()) {
                    reader.getHistory().add(line);
                }
            }
        }
        known = reader.getHistory().last();
    }

    /** Appends this session's lines. */
    void save() throws IOException {
        if (file == null) {
            return;
        }
        List<String> lines = new ArrayList<>();
        for (History.Entry entry : reader.getHistory()) {
            if (entry.index() > known) {
                lines.add(entry.line());
            }
        }
        if (lines.isEmpty()) {
            return;
        }
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(file, lines, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }
}
