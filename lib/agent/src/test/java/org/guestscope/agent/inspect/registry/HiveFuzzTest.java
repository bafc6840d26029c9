package org.guestscope.agent.inspect.registry;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Hives that a fuzzer damages; {@link HiveTest} damages each byte of a small one always. */
class HiveFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void changedHiveGivesAnAnswerOrARefusal(FuzzedDataProvider data) {
        byte[] hive = new HiveBuilder()
                .number("a\\b", "n", 1)
                .text("a\\b\\c", "t", "text")
                .value("a\\long", new HiveValue("x", 3, new byte[20_000]))
                .build();
        while (data.remainingBytes() > 5) {
            int at = data.consumeInt(0, hive.length - 1);
            byte[] bytes = data.consumeBytes(8);
            System.arraycopy(bytes, 0, hive, at, Math.min(bytes.length, hive.length - at));
        }
        HiveTest.walk(hive);
    }

    @FuzzTest(maxDuration = "10m")
    void anyBytesGiveAnAnswerOrARefusal(byte[] bytes) {
        HiveTest.walk(bytes);
    }
}
