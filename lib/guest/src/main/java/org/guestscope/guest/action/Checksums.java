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

    /**
     * Returns the checksum of the contents of {@code path}, in hexadecimal; {@code crc} is decimal, with the number
     * that cksum(1) gives.
     *
     * @param csumtype {@code crc}, {@code md5}, {@code sha1}, {@code sha224}, {@code sha256}, {@code sha384} or {@code
     *     sha512}
     */
    @Action(name = "checksum", since = "1.0.2", summary = "checksum of a file")
    String checksum(String csumtype, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the checksum of the whole of {@code device}, in hexadecimal; {@code crc} is decimal.
     *
     * @param csumtype {@code crc}, {@code md5}, {@code sha1}, {@code sha224}, {@code sha256}, {@code sha384} or {@code
     *     sha512}
     */
    @Action(name = "checksum-device", since = "1.3.2", summary = "checksum of a device")
    String checksumDevice(String csumtype, @Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Computes the checksum of every regular file below {@code directory} and writes them to a file on the host, a line
     * each as md5sum(1) writes them. Names are relative to the directory.
     *
     * @param csumtype {@code crc}, {@code md5}, {@code sha1}, {@code sha224}, {@code sha256}, {@code sha384} or {@code
     *     sha512}
     * @param sumsfile the file to write
     */
    @Action(name = "checksums-out", since = "1.3.7", summary = "checksums of all files of a tree into a host file")
    void checksumsOut(String csumtype, @Is(ParamKind.PATH) String directory, OutputStream sumsfile) throws IOException;
}
