package org.guestscope.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guest.wire.ErrorMessage;
import org.guestscope.guest.wire.Frame;
import org.guestscope.guest.wire.FrameType;
import org.guestscope.guest.wire.FrameWriter;
import org.guestscope.guest.wire.Hello;
import org.guestscope.guest.wire.Limits;
import org.guestscope.guest.wire.Value;
import org.guestscope.guest.wire.ValueWriter;
import org.junit.jupiter.api.Test;

/** A peer that has said everything it will say before the host begins: whatever it is, the host has to cope. */
class GuestConnectionTest {

    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final int FIRST_CALL = 1;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final FrameWriter peer = new FrameWriter(said);
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private boolean closed;

    private GuestConnection connect() throws IOException {
        return GuestConnection.open(new ByteArrayInputStream(said.toByteArray()), heard, () -> closed = true);
    }

    private GuestConnection greet() throws IOException {
        peer.write(new Frame(FrameType.HELLO, 0, Hello.encode()));
        return connect();
    }

    private static byte[] encoded(Value value) {
        ValueWriter out = new ValueWriter();
        out.write(value);
        return out.message().toByteArray();
    }

    private static Value call(GuestConnection connection, String name, Transfer transfer, Value... arguments)
            throws IOException {
        ActionDefinition action = CATALOGUE.get(name);
        return connection.call(action, List.of(arguments), Map.of(), transfer);
    }

    private void assertCallIsLost(String name, String why) throws IOException {
        peerGreeting();
        GuestConnection connection = connect();
        assertThatThrownBy(() -> call(connection, name, Transfer.NONE))
                .isInstanceOf(ConnectionLostException.class)
                .hasMessageContaining(why);
        assertThat(closed).isTrue();
        assertThatThrownBy(() -> call(connection, name, Transfer.NONE)).isInstanceOf(ConnectionLostException.class);
    }

    /** Puts the greeting before what the test has written. */
    private void peerGreeting() throws IOException {
        byte[] rest = said.toByteArray();
        said.reset();
        peer.write(new Frame(FrameType.HELLO, 0, Hello.encode()));
        said.write(rest);
    }

    @Test
    void peerThatDiesBeforeItsGreetingFailsTheOpening() {
        assertThatThrownBy(this::connect)
                .isInstanceOf(ConnectionLostException.class)
                .hasMessage("hello: the appliance went away unexpectedly");
    }

    @Test
    void peerOfAnotherVersionIsRefused() throws IOException {
        byte[] hello = Hello.encode();
        hello[hello.length - 1] = 99;
        peer.write(new Frame(FrameType.HELLO, 0, hello));
        assertThatThrownBy(this::connect).hasMessageContaining("protocol version 99, must be " + Hello.VERSION);
    }

    @Test
    void peerThatIsNoAgentIsRefused() throws IOException {
        said.write("SSH-2.0-OpenSSH_9.2 or whatever else".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(this::connect).hasMessageContaining("broke the protocol: bad frame: length");
    }

    @Test
    void leftoversOfAnEarlierHostAreSkipped() throws IOException {
        peer.write(new Frame(FrameType.DATA, 77, new byte[10]));
        peer.write(Frame.of(FrameType.REPLY, 77));
        assertThat(greet()).isNotNull();
    }

    @Test
    void replyIsDecoded() throws IOException {
        peer.write(new Frame(FrameType.REPLY, FIRST_CALL, encoded(new Value.Int(3))));
        peerGreeting();
        assertThat(call(connect(), "nr-devices", Transfer.NONE)).isEqualTo(new Value.Int(3));
    }

    @Test
    void replyInPartsIsJoined() throws IOException {
        byte[] whole = encoded(new Value.Int(3));
        peer.write(FrameType.REPLY_PART, FIRST_CALL, whole, 0, 4);
        peer.write(FrameType.REPLY, FIRST_CALL, whole, 4, whole.length - 4);
        peerGreeting();
        assertThat(call(connect(), "nr-devices", Transfer.NONE)).isEqualTo(new Value.Int(3));
    }

    @Test
    void failureOfAnActionLeavesTheConnectionUsable() throws IOException {
        peer.write(new Frame(FrameType.ERROR, FIRST_CALL, new ErrorMessage(2, "/dev/x: No such file").encode()));
        peer.write(new Frame(FrameType.REPLY, FIRST_CALL + 1, encoded(new Value.Int(3))));
        peerGreeting();
        GuestConnection connection = connect();
        assertThatThrownBy(() -> call(connection, "nr-devices", Transfer.NONE))
                .isInstanceOfSatisfying(
                        ActionException.class, e -> assertThat(e.errno()).isEqualTo(2))
                .hasMessage("nr_devices: /dev/x: No such file");
        assertThat(call(connection, "nr-devices", Transfer.NONE)).isEqualTo(new Value.Int(3));
    }

    @Test
    void peerThatDiesDuringACallFailsIt() throws IOException {
        assertCallIsLost("nr-devices", "nr_devices: the appliance went away unexpectedly");
    }

    @Test
    void peerThatDiesWithinAFrameFailsTheCall() throws IOException {
        peer.write(new Frame(FrameType.REPLY, FIRST_CALL, encoded(new Value.Int(3))));
        byte[] whole = said.toByteArray();
        said.reset();
        said.write(whole, 0, whole.length - 2);
        assertCallIsLost("nr-devices", "went away");
    }

    @Test
    void frameLargerThanTheLimitIsRefusedUnread() throws IOException {
        new DataOutputStream(said).writeInt(Limits.FRAME_BYTES + 1);
        said.write(new byte[16]);
        assertCallIsLost("nr-devices", "length 1048577, must be 0..1048576");
    }

    @Test
    void frameOfUnknownTypeIsRefused() throws IOException {
        said.write(new byte[] {0, 0, 0, 0, 99, 0, 0, 0, 1});
        assertCallIsLost("nr-devices", "unknown type 99");
    }

    @Test
    void replyToAnotherCallIsRefused() throws IOException {
        peer.write(new Frame(FrameType.REPLY, FIRST_CALL + 5, encoded(new Value.Int(3))));
        assertCallIsLost("nr-devices", "REPLY of call 6 during call 1");
    }

    @Test
    void replyOfTheWrongKindIsRefused() throws IOException {
        peer.write(new Frame(FrameType.REPLY, FIRST_CALL, encoded(Value.Text.ofLatin1("3"))));
        assertCallIsLost("nr-devices", "a Text where a INT is wanted");
    }

    @Test
    void structWithTheWrongFieldsIsRefused() throws IOException {
        Value struct = new Value.Struct(List.of(new Value.Int(1)));
        peer.write(new Frame(FrameType.REPLY, FIRST_CALL, encoded(struct)));
        assertCallIsLost("utsname", "reply to utsname");
    }

    @Test
    void frameThatOnlyAHostSendsIsRefused() throws IOException {
        peer.write(Frame.of(FrameType.RESUME, FIRST_CALL));
        assertCallIsLost("nr-devices", "RESUME from the agent during a call");
    }

    @Test
    void dataThatNobodyAskedForIsRefused() throws IOException {
        peer.write(new Frame(FrameType.DATA, FIRST_CALL, new byte[10]));
        assertCallIsLost("nr-devices", "data that nobody asked for");
    }

    @Test
    void creditForMoreThanWasSentIsRefused() throws IOException {
        byte[] credit = ByteBuffer.allocate(Long.BYTES).putLong(1).array();
        peer.write(new Frame(FrameType.CREDIT, FIRST_CALL, credit));
        assertCallIsLost("nr-devices", "bad credit: 1 bytes where 0 are out");
    }

    @Test
    void downloadEndsWithItsData() throws IOException {
        peer.write(new Frame(FrameType.DATA, FIRST_CALL, new byte[] {1, 2}));
        peer.write(Frame.of(FrameType.DATA, FIRST_CALL));
        peer.write(new Frame(FrameType.REPLY, FIRST_CALL, encoded(Value.NOTHING)));
        peerGreeting();
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        Transfer transfer = new Transfer(null, sink, ProgressListener.NOBODY);
        call(connect(), "download", transfer, Value.Text.ofLatin1("/a"), Value.NOTHING);
        assertThat(sink.toByteArray()).containsExactly(1, 2);
    }

    @Test
    void downloadThatEndsEarlyIsNotTakenForWhole() throws IOException {
        peer.write(new Frame(FrameType.DATA, FIRST_CALL, new byte[] {1, 2}));
        peer.write(new Frame(FrameType.REPLY, FIRST_CALL, encoded(Value.NOTHING)));
        peerGreeting();
        Transfer transfer = new Transfer(null, new ByteArrayOutputStream(), ProgressListener.NOBODY);
        GuestConnection connection = connect();
        assertThatThrownBy(() -> call(connection, "download", transfer, Value.Text.ofLatin1("/a"), Value.NOTHING))
                .hasMessageContaining("a reply before the end of its data");
    }

    @Test
    void progressIsToldAndKeptWithinBounds() throws IOException {
        byte[] progress =
                ByteBuffer.allocate(2 * Long.BYTES).putLong(150).putLong(100).array();
        peer.write(new Frame(FrameType.PROGRESS, FIRST_CALL, progress));
        peer.write(new Frame(FrameType.REPLY, FIRST_CALL, encoded(new Value.Int(3))));
        peerGreeting();
        StringBuilder told = new StringBuilder();
        ProgressListener listener =
                (position, total) -> told.append(position).append('/').append(total);
        call(connect(), "nr-devices", new Transfer(null, null, listener));
        assertThat(told).hasToString("100/100");
    }

    @Test
    void streamsHaveToFitTheAction() throws IOException {
        GuestConnection connection = greet();
        assertThatThrownBy(() -> call(connection, "download", Transfer.NONE, Value.NOTHING, Value.NOTHING))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void callsAfterClosingFail() throws IOException {
        GuestConnection connection = greet();
        connection.close();
        assertThatThrownBy(() -> call(connection, "nr-devices", Transfer.NONE))
                .isInstanceOf(ConnectionLostException.class);
        assertThatThrownBy(connection::ping).isInstanceOf(ConnectionLostException.class);
    }

    @Test
    void disksAreAnnouncedWithoutWaitingForAnAnswer() throws IOException {
        GuestConnection connection = greet();
        heard.reset();
        connection.disksReady();
        assertThat(heard.toByteArray()).containsExactly(0, 0, 0, 0, 15, 0, 0, 0, 0);
        connection.close();
        assertThatThrownBy(connection::disksReady).isInstanceOf(ConnectionLostException.class);
    }

    @Test
    void seedOfTheWrongLengthIsRefused() throws IOException {
        GuestConnection connection = greet();
        assertThatThrownBy(() -> connection.resume(new byte[1], java.time.Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
