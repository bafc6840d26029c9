package org.guestscope.hostvalidate.check;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.hostvalidate.host.Host;

/** Checks of what guests' networks are made of. */
final class NetworkChecks {
    private static final String INTERFACES = "/sys/class/net";
    private static final String BRIDGE_FILTER = "/proc/sys/net/bridge/bridge-nf-call-iptables";

    private NetworkChecks() {}

    static List<Check<?>> all() {
        return List.of(
                new Check<>(
                        "network-bridges",
                        Group.NETWORK,
                        "bridges, and the firewall in their way",
                        INTERFACES + "/*/bridge, " + BRIDGE_FILTER,
                        "with the bridge filter on, the host's firewall drops packets between guests",
                        Bridges::read,
                        Bridges::judge),
                new Check<>(
                        "network-nat",
                        Group.NETWORK,
                        "what libvirt's default network needs",
                        "nft, iptables and dnsmasq on PATH, /proc/sys/net/ipv4/ip_forward",
                        "without them the NAT network does not start or gives no addresses",
                        AddressTranslation::read,
                        AddressTranslation::judge));
    }

    record Bridges(List<String> bridges, String filter) {
        static Bridges read(Host host) {
            List<String> bridges = new ArrayList<>();
            for (String name : host.list(INTERFACES)) {
                if (host.isFolder(INTERFACES + "/" + name + "/bridge")) {
                    bridges.add(name);
                }
            }
            return new Bridges(bridges, host.value(BRIDGE_FILTER));
        }

        Finding judge() {
            if (bridges.isEmpty()) {
                return Finding.note("there is no bridge", "virsh net-start default");
            }
            String seen = "bridges: " + Words.some(bridges, 6);
            return filter.equals("1")
                    ? Finding.warn(
                            seen + "; their packets pass the host's firewall",
                            "sysctl net.bridge.bridge-nf-call-iptables=0")
                    : Finding.pass(seen);
        }
    }

    record AddressTranslation(boolean firewall, boolean dnsmasq, boolean forwards) {
        static AddressTranslation read(Host host) {
            return new AddressTranslation(
                    !host.program("nft").isEmpty() || !host.program("iptables").isEmpty(),
                    !host.program("dnsmasq").isEmpty(),
                    host.value("/proc/sys/net/ipv4/ip_forward").equals("1"));
        }

        Finding judge() {
            List<String> missing = new ArrayList<>();
            if (!firewall) {
                missing.add("nftables");
            }
            if (!dnsmasq) {
                missing.add("dnsmasq-base");
            }
            if (missing.isEmpty()) {
                return Finding.pass("firewall tool and dnsmasq are installed; forwarding is "
                        + (forwards ? "on" : "off until a network starts"));
            }
            return Finding.warn(
                    "not installed: " + String.join(", ", missing), "apt install " + String.join(" ", missing));
        }
    }
}
