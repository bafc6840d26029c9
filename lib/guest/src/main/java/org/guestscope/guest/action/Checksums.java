package org.guestscope.guest.action;

import java.io.IOException;
import java.io.OutputStream;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.ParamKind;

/** Sums files and devices. */
@Family(title = "checksums")
public interface Checksums {

    @Action(name = "checksum", since = "1.0.2", summary = "checksum of a file")
    String checksum(String csumtype, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "checksum-device", since = "1.3.2", summary = "checksum of a device")
    String checksumDevice(String csumtype, @Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "checksums-out", since = "1.3.7", summary = "checksums of all files of a tree into a host file")
    void checksumsOut(String csumtype, @Is(ParamKind.PATH) String directory, OutputStream sumsfile) throws IOException;
}
