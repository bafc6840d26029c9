package org.guestscope.live;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One disk of a domain, from a {@code <disk>} element of its XML.
 *
 * @param target the name libvirt and the guest know it by, e.g. {@code vda}; empty when the XML gives none
 * @param source where its bytes are
 * @param format the image format the XML states, e.g. {@code qcow2}; null when it states none, which libvirt takes
 *     for raw
 * @param readOnly whether the guest may not write to it
 * @param encrypted whether the image needs a secret to be read
 * @param backing the images below it, nearest first, as far as the XML tells; only a running domain's does
 * @see <a href="https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms">Domain XML, disks</a>
 */
public record DomainDisk(
        String target,
        Source source,
        @Nullable String format,
        boolean readOnly,
        boolean encrypted,
        List<Backing> backing) {

    /** Makes the list its own. */
    public DomainDisk {
        backing = List.copyOf(backing);
    }

    /** An image below another one. */
    public record Backing(Source source, @Nullable String format) {}

    /** Where an image is. */
    public sealed interface Source {}

    /** An image file of the host, {@code type='file'}. */
    public record File(String path) implements Source {}

    /** A block device of the host, {@code type='block'}. */
    public record Block(String path) implements Source {}

    /**
     * An image served over the network, {@code type='network'}.
     *
     * @param protocol as the XML has it: {@code nbd}, {@code rbd}, {@code ssh}, {@code https}, {@code iscsi}, ...
     * @param name the export, image or path; null where the protocol needs none
     * @param hosts the servers, empty where a configuration file of the protocol's names them
     * @param user the user of the {@code <auth>} element
     */
    public record Network(
            String protocol,
            @Nullable String name,
            List<Host> hosts,
            @Nullable String user) implements Source {

        /** Makes the list its own. */
        public Network {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * A server of a network disk.
     *
     * @param name host name or address; null with a Unix socket
     * @param port null for the protocol's own
     * @param socket path of a Unix socket, else null
     */
    public record Host(
            @Nullable String name,
            @Nullable String port,
            @Nullable String socket) {}

    /** A volume in a storage pool, {@code type='volume'}; {@link Connection#resolve} finds its path. */
    public record Volume(String pool, String volume) implements Source {}
}
