package org.guestscope.live;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads what this project needs from a domain's XML.
 *
 * <p>The text may come from a remote host: document types and entities of its own are refused, elements are read up to
 * a depth, and nothing is fetched.
 *
 * @see <a href="https://libvirt.org/formatdomain.html">Domain XML</a>
 */
public final class DomainXml {

    /** Far deeper than any domain's XML, whose backing chains nest by one a level; libvirt itself stops at 200. */
    private static final int MAX_DEPTH = 1024;

    private DomainXml() {}

    /**
     * The disks of a domain in the order of its XML: without CD-ROM and floppy drives, and without empty ones.
     *
     * @param xml as {@code virDomainGetXMLDesc} gives it
     * @param subject what errors call the domain
     * @throws LiveException.Bad when the text is not well-formed, or declares a document type
     */
    public static List<DomainDisk> disks(String xml, String subject) throws LiveException {
        List<DomainDisk> disks = new ArrayList<>();
        for (Element disk : devices(xml, subject).children("disk")) {
            String device = disk.attributes.getOrDefault("device", "disk");
            DomainDisk.Source source = source(disk);
            if (device.equals("cdrom") || device.equals("floppy") || source == null) {
                continue;
            }
            disks.add(new DomainDisk(
                    Objects.requireNonNullElse(disk.childAttribute("target", "dev"), ""),
                    source,
                    disk.childAttribute("driver", "type"),
                    disk.child("readonly") != null,
                    encrypted(disk),
                    backing(disk)));
        }
        return disks;
    }

    /**
     * The names statistics are asked by: {@code <target dev=...>} of every disk that has media, and of every interface
     * that has a device on the host.
     */
    public static Devices deviceNames(String xml, String subject) throws LiveException {
        Element devices = devices(xml, subject);
        return new Devices(targets(devices.children("disk")), targets(devices.children("interface")));
    }

    /** Device names of a domain, in the order of its XML. */
    public record Devices(List<String> disks, List<String> interfaces) {

        /** A domain without any. */
        public static final Devices NONE = new Devices(List.of(), List.of());

        /** Makes the lists its own. */
        public Devices {
            disks = List.copyOf(disks);
            interfaces = List.copyOf(interfaces);
        }
    }

    /** What a domain is; its uptime is left to the caller. */
    static DomainFacts facts(String xml, String subject) throws LiveException {
        Element domain = parse(xml, subject);
        Element os = domain.child("os");
        Element type = os == null ? null : os.child("type");
        Element title = domain.child("title");
        return new DomainFacts(
                title == null ? "" : title.text.toString().strip(),
                type == null ? "" : type.attributes.getOrDefault("arch", ""),
                type == null ? "" : type.attributes.getOrDefault("machine", ""),
                agent(devicesOf(domain)),
                null);
    }

    /**
     * Whether the domain has a channel for a guest agent, and one listens. libvirt knows the second of running domains
     * only.
     */
    public static DomainFacts.Agent agent(String xml, String subject) throws LiveException {
        return agent(devices(xml, subject));
    }

    private static DomainFacts.Agent agent(Element devices) {
        DomainFacts.Agent agent = DomainFacts.Agent.NONE;
        for (Element channel : devices.children("channel")) {
            if ("org.qemu.guest_agent.0".equals(channel.childAttribute("target", "name"))) {
                agent = "connected".equals(channel.childAttribute("target", "state"))
                        ? DomainFacts.Agent.CONNECTED
                        : DomainFacts.Agent.DISCONNECTED;
            }
        }
        return agent;
    }

    private static List<String> targets(List<Element> elements) {
        List<String> names = new ArrayList<>();
        for (Element element : elements) {
            String name = element.childAttribute("target", "dev");
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean encrypted(Element disk) {
        Element source = disk.child("source");
        return disk.child("encryption") != null || (source != null && source.child("encryption") != null);
    }

    private static List<DomainDisk.Backing> backing(Element disk) {
        List<DomainDisk.Backing> chain = new ArrayList<>();
        for (Element store = disk.child("backingStore"); store != null; store = store.child("backingStore")) {
            DomainDisk.Source source = source(store);
            if (source == null) {
                break; // <backingStore/> ends a chain
            }
            chain.add(new DomainDisk.Backing(source, store.childAttribute("format", "type")));
        }
        return chain;
    }

    private static DomainDisk.@Nullable Source source(Element image) {
        String type = image.attributes.get("type");
        Element source = image.child("source");
        if (type == null || source == null) {
            return null;
        }
        Map<String, String> attributes = source.attributes;
        switch (type) {
            case "file" -> {
                String file = attributes.get("file");
                return file == null ? null : new DomainDisk.File(file);
            }
            case "block" -> {
                String device = attributes.get("dev");
                return device == null ? null : new DomainDisk.Block(device);
            }
            case "network" -> {
                String protocol = attributes.get("protocol");
                return protocol == null ? null : network(protocol, source, image);
            }
            case "volume" -> {
                String pool = attributes.get("pool");
                String volume = attributes.get("volume");
                return pool == null || volume == null ? null : new DomainDisk.Volume(pool, volume);
            }
            default -> {
                return null; // dir, nvme, vhostuser, vhostvdpa: no bytes this host could read
            }
        }
    }

    private static DomainDisk.Network network(String protocol, Element source, Element image) {
        List<DomainDisk.Host> hosts = new ArrayList<>();
        for (Element host : source.children("host")) {
            hosts.add(new DomainDisk.Host(
                    host.attributes.get("name"), host.attributes.get("port"), host.attributes.get("socket")));
        }
        // The element's place moved from the disk to its source with libvirt 3.9; both are read.
        String user = source.childAttribute("auth", "username");
        return new DomainDisk.Network(
                protocol,
                source.attributes.get("name"),
                hosts,
                user != null ? user : image.childAttribute("auth", "username"));
    }

    private static Element devices(String xml, String subject) throws LiveException {
        return devicesOf(parse(xml, subject));
    }

    private static Element devicesOf(Element domain) {
        Element devices = domain.child("devices");
        return devices == null ? new Element("devices", Map.of()) : devices;
    }

    /** One element with its attributes, child elements and the text between them. */
    static final class Element {
        final String name;
        final Map<String, String> attributes;
        final StringBuilder text = new StringBuilder(0);
        private final List<Element> children = new ArrayList<>();

        Element(String name, Map<String, String> attributes) {
            this.name = name;
            this.attributes = attributes;
        }

        @Nullable Element child(String wanted) {
            for (Element child : children) {
                if (child.name.equals(wanted)) {
                    return child;
                }
            }
            return null;
        }

        List<Element> children(String wanted) {
            return children.stream().filter(child -> child.name.equals(wanted)).toList();
        }

        @Nullable String childAttribute(String wanted, String attribute) {
            Element child = child(wanted);
            return child == null ? null : child.attributes.get(attribute);
        }
    }

    static Element parse(String xml, String subject) throws LiveException {
        try {
            XMLStreamReader reader = Factory.SECURE.createXMLStreamReader(new StringReader(xml));
            List<Element> open = new ArrayList<>();
            Element root = null;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        Element element = new Element(reader.getLocalName(), attributes(reader));
                        if (open.isEmpty()) {
                            root = element;
                        } else {
                            open.get(open.size() - 1).children.add(element);
                        }
                        open.add(element);
                        if (open.size() > MAX_DEPTH) {
                            throw new LiveException.Bad(subject, "bad domain XML: elements nest too deep");
                        }
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (!open.isEmpty() && !reader.isWhiteSpace()) {
                            open.get(open.size() - 1).text.append(reader.getText());
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> open.remove(open.size() - 1);
                    case XMLStreamConstants.DTD ->
                        throw new LiveException.Bad(subject, "bad domain XML: it declares a document type");
                    default -> {} // comments and the like
                }
            }
            if (root == null) {
                throw new LiveException.Bad(subject, "bad domain XML: it is empty");
            }
            return root;
        } catch (XMLStreamException e) {
            throw new LiveException.Bad(subject, "bad domain XML: " + oneLine(e));
        }
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        int count = reader.getAttributeCount();
        if (count == 0) {
            return Map.of();
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return attributes;
    }

    private static String oneLine(XMLStreamException e) {
        return String.valueOf(e.getMessage()).replace('\n', ' ');
    }

    private static final class Factory {
        static final XMLInputFactory SECURE = secure();

        private static XMLInputFactory secure() {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
            factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
            // JDK 24 and newer stop at 100, which a long backing chain reaches; ours comes first.
            factory.setProperty("jdk.xml.maxElementDepth", 2 * MAX_DEPTH);
            factory.setXMLResolver((publicId, systemId, base, namespace) -> {
                throw new XMLStreamException("external entities are not read");
            });
            return factory;
        }
    }
}
