package org.guestscope.agent.inspect.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import org.guestscope.agent.inspect.file.ByteSource;
import org.guestscope.agent.inspect.registry.HiveBuilder;

/** rpm databases that a fuzzer damages; {@link PackageDatabasesTest} damages some always. */
class RpmDatabaseFuzzTest {

    private static final List<byte[]> HEADERS = List.of(RpmFiles.header("bash", 40), RpmFiles.header("kernel", 6_000));

    @FunctionalInterface
    private interface Reader {
        void read(ByteSource source, RpmDatabase.HeaderSink sink) throws IOException;
    }

    @FuzzTest(maxDuration = "10m")
    void changedSqliteGivesAnAnswerOrARefusal(FuzzedDataProvider data) {
        read(SqliteTable::readPackages, damaged(RpmFiles.sqlite(HEADERS), data));
    }

    @FuzzTest(maxDuration = "10m")
    void changedNdbGivesAnAnswerOrARefusal(FuzzedDataProvider data) {
        read(RpmNdb::read, damaged(RpmFiles.ndb(HEADERS), data));
    }

    @FuzzTest(maxDuration = "10m")
    void changedBerkeleyDbGivesAnAnswerOrARefusal(FuzzedDataProvider data) {
        read(BerkeleyHash::read, damaged(RpmFiles.berkeley(HEADERS, ByteOrder.LITTLE_ENDIAN), data));
    }

    @FuzzTest(maxDuration = "10m")
    void anyHeaderGivesAPackageOrARefusal(byte[] header) {
        try {
            assertThat(RpmHeader.parse(header)).isNotNull();
        } catch (IOException refused) {
            assertThat(refused).hasMessageStartingWith("bad rpm header");
        }
    }

    private static byte[] damaged(byte[] database, FuzzedDataProvider data) {
        while (data.remainingBytes() > 5) {
            int at = data.consumeInt(0, database.length - 1);
            byte[] bytes = data.consumeBytes(8);
            System.arraycopy(bytes, 0, database, at, Math.min(bytes.length, database.length - at));
        }
        return database;
    }

    private static void read(Reader reader, byte[] database) {
        try {
            reader.read(
                    HiveBuilder.source(database),
                    header -> assertThat(RpmHeader.parse(header)).isNotNull());
        } catch (IOException refused) {
            assertThat(refused).hasMessageMatching("(?s)(bad|not an?|outside).*");
        }
    }
}
