package org.guestscope.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.guestscope.guest.action.Journal;
import org.guestscope.guest.struct.Xattr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three entries in {@code system.journal.gz}; {@code make-journal.sh} beside it made them. */
class JournalActionsTest {

    private static final long FIRST = 1_700_000_000_000_001L;

    @TempDir
    Path sysroot;

    @BeforeEach
    void unpackJournal() throws IOException {
        Path directory = Files.createDirectories(sysroot.resolve("journal"));
        try (InputStream packed = Objects.requireNonNull(getClass().getResourceAsStream("system.journal.gz"));
                InputStream journal = new GZIPInputStream(packed)) {
            Files.copy(journal, directory.resolve("system.journal"));
        }
    }

    private static String field(Journal journal, String name) throws IOException {
        for (Xattr field : journal.journalGet()) {
            if (field.attrname().equals(name)) {
                return new String(field.attrval(), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    @Test
    void entriesAreReadInOrder() throws IOException {
        try (LocalAgent agent = LocalAgent.at(sysroot)) {
            Journal journal = agent.actions(Journal.class);
            journal.journalOpen("/journal");
            assertThat(journal.journalNext()).isTrue();
            assertThat(journal.journalGetRealtimeUsec()).isEqualTo(FIRST);
            assertThat(field(journal, "MESSAGE")).isEqualTo("first");
            assertThat(field(journal, "PRIORITY")).isEqualTo("6");
            assertThat(journal.journalNext()).isTrue();
            assertThat(field(journal, "MESSAGE")).isEqualTo("a=b");
            assertThat(journal.journalNext()).isTrue();
            assertThat(journal.journalNext()).isFalse();
            journal.journalClose();
        }
    }

    @Test
    void skippingCountsTheEntriesThatThereAre() throws IOException {
        try (LocalAgent agent = LocalAgent.at(sysroot)) {
            Journal journal = agent.actions(Journal.class);
            journal.journalOpen("/journal");
            assertThat(journal.journalSkip(0)).isZero();
            assertThatThrownBy(journal::journalGetRealtimeUsec).isInstanceOf(IOException.class);
            assertThat(journal.journalSkip(2)).isEqualTo(2);
            assertThat(journal.journalGetRealtimeUsec()).isEqualTo(FIRST + 1);
            assertThat(journal.journalSkip(7)).isEqualTo(1);
            assertThat(journal.journalSkip(-7)).isEqualTo(2);
            assertThat(journal.journalGetRealtimeUsec()).isEqualTo(FIRST);
        }
    }

    @Test
    void dataThresholdIsKept() throws IOException {
        try (LocalAgent agent = LocalAgent.at(sysroot)) {
            Journal journal = agent.actions(Journal.class);
            journal.journalOpen("/journal");
            assertThat(journal.journalGetDataThreshold()).isEqualTo(64 << 10);
            journal.journalSetDataThreshold(0);
            assertThat(journal.journalGetDataThreshold()).isZero();
            assertThatThrownBy(() -> journal.journalSetDataThreshold(-1)).hasMessageEndingWith("Invalid argument");
        }
    }

    @Test
    void callsOutOfOrderAreRefused() throws IOException {
        try (LocalAgent agent = LocalAgent.at(sysroot)) {
            Journal journal = agent.actions(Journal.class);
            assertThatThrownBy(journal::journalNext).hasMessageContaining("journal-open first");
            assertThatThrownBy(() -> journal.journalOpen("/none"))
                    .hasMessage("journal_open: /none: No such file or directory");
            journal.journalOpen("/journal");
            assertThatThrownBy(journal::journalGet).hasMessageStartingWith("journal_get: ");
        }
    }
}
