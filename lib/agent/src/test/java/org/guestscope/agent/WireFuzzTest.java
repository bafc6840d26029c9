package org.guestscope.agent;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.GuestConnection;
import org.guestscope.guest.ProgressListener;
import org.guestscope.guest.Transfer;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guest.wire.CallMessage;
import org.guestscope.guest.wire.Frame;
import org.guestscope.guest.wire.FrameReader;
import org.guestscope.guest.wire.FrameType;
import org.guestscope.guest.wire.FrameWriter;
import org.guestscope.guest.wire.Hello;
import org.guestscope.guest.wire.Value;

/** Peers that say anything at all. */
class WireFuzzTest {

    private static final Catalogue CATALOGUE = Catalogue.load();

    /** Calls with a reply of each kind, and one with a transfer. */
    private static final List<String> CALLS =
            List.of("nr-devices", "utsname", "list-filesystems", "lvs-full", "download");

    @FuzzTest(maxDuration = "10m")
    void whatAnAgentSaysIsAValueOrAFailure(byte[] said) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new FrameWriter(bytes).write(new Frame(FrameType.HELLO, 0, Hello.encode()));
        bytes.write(said);
        try (GuestConnection connection = GuestConnection.open(
                new ByteArrayInputStream(bytes.toByteArray()), OutputStream.nullOutputStream(), () -> {})) {
            for (String name : CALLS) {
                boolean download = name.equals("download");
                Transfer transfer = download
                        ? new Transfer(null, OutputStream.nullOutputStream(), ProgressListener.NOBODY)
                        : Transfer.NONE;
                List<Value> arguments = download ? List.of(Value.Text.ofLatin1("/a"), Value.NOTHING) : List.of();
                connection.call(CATALOGUE.get(name), arguments, Map.of(), transfer);
            }
        } catch (IOException e) {
            // A refusal: anything but an IOException is a finding.
            return;
        }
    }

    /** Only decoded and never carried out: an action that the fuzzer finds would run on this machine. */
    @FuzzTest(maxDuration = "10m")
    void whatAHostSaysIsACallOrARefusal(byte[] said) {
        try {
            FrameReader frames = new FrameReader(new ByteArrayInputStream(said));
            for (Frame frame = frames.read(); frame != null; frame = frames.read()) {
                CallMessage.decode(frame.payload());
            }
        } catch (IOException e) {
            // A refusal, likewise.
            return;
        }
    }
}
