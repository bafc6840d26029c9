package org.guestscope.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainXmlTest {

    private static List<DomainDisk> disks(String elements) throws LiveException {
        return DomainXml.disks("<domain><name>g</name><devices>" + elements + "</devices></domain>", "g");
    }

    @Test
    void fileAndBlockDisksComeInTheOrderOfTheXml() throws Exception {
        assertThat(disks("""
                <disk type='block' device='disk'><driver name='qemu' type='raw'/><source dev='/dev/vg/lv'/>
                  <target dev='vdb'/></disk>
                <disk type='file'><driver type='qcow2'/><source file='/a &amp; b.qcow2'/><target dev='vda'/>
                  <readonly/></disk>"""))
                .containsExactly(
                        new DomainDisk("vdb", new DomainDisk.Block("/dev/vg/lv"), "raw", false, false, List.of()),
                        new DomainDisk("vda", new DomainDisk.File("/a & b.qcow2"), "qcow2", true, false, List.of()));
    }

    @Test
    void cdromFloppyAndEmptyDrivesAreLeftOut() throws Exception {
        assertThat(disks("""
                <disk type='file' device='cdrom'><source file='/x.iso'/><target dev='sda'/></disk>
                <disk type='file' device='floppy'><source file='/x.img'/><target dev='fda'/></disk>
                <disk type='file' device='disk'><target dev='vda'/></disk>
                <disk type='block' device='disk'><source/><target dev='vdb'/></disk>
                <disk type='dir' device='disk'><source dir='/tmp'/><target dev='vdc'/></disk>""")).isEmpty();
    }

    @Test
    void networkDiskKeepsProtocolNameHostsAndUser() throws Exception {
        assertThat(disks("""
                <disk type='network'><driver type='raw'/>
                  <auth username='admin'><secret type='ceph' usage='u'/></auth>
                  <source protocol='rbd' name='pool/image'><host name='mon1' port='6789'/><host name='mon2'/>
                    <auth username='libvirt'><secret type='ceph' usage='u'/></auth></source>
                  <target dev='vda'/></disk>
                <disk type='network'><source protocol='nbd' name='e'>
                  <host transport='unix' socket='/run/nbd'/></source><target dev='vdb'/></disk>"""))
                .extracting(DomainDisk::source)
                .containsExactly(
                        new DomainDisk.Network(
                                "rbd",
                                "pool/image",
                                List.of(
                                        new DomainDisk.Host("mon1", "6789", null),
                                        new DomainDisk.Host("mon2", null, null)),
                                "libvirt"),
                        new DomainDisk.Network("nbd", "e", List.of(new DomainDisk.Host(null, null, "/run/nbd")), null));
    }

    @Test
    void authBesideTheSourceCountsAsWell() throws Exception {
        assertThat(disks("""
                <disk type='network'><auth username='admin'/><source protocol='iscsi' name='iqn.x/1'/>
                  <target dev='vda'/></disk>"""))
                .extracting(DomainDisk::source)
                .containsExactly(new DomainDisk.Network("iscsi", "iqn.x/1", List.of(), "admin"));
    }

    @Test
    void volumeNamesItsPool() throws Exception {
        assertThat(disks("<disk type='volume'><source pool='p' volume='v'/><target dev='vda'/></disk>"))
                .extracting(DomainDisk::source)
                .containsExactly(new DomainDisk.Volume("p", "v"));
    }

    @Test
    void backingChainIsReadToItsEnd() throws Exception {
        assertThat(disks("""
                <disk type='file'><driver type='qcow2'/><source file='/top'/>
                  <backingStore type='file'><format type='qcow2'/><source file='/mid'/>
                    <backingStore type='block'><format type='raw'/><source dev='/dev/base'/><backingStore/>
                    </backingStore></backingStore>
                  <target dev='vda'/></disk>""").get(0).backing())
                .containsExactly(
                        new DomainDisk.Backing(new DomainDisk.File("/mid"), "qcow2"),
                        new DomainDisk.Backing(new DomainDisk.Block("/dev/base"), "raw"));
    }

    @Test
    void encryptionIsSeenInTheDiskAndInItsSource() throws Exception {
        assertThat(disks("""
                <disk type='file'><source file='/a'><encryption format='luks'/></source><target dev='vda'/></disk>
                <disk type='file'><source file='/b'/><encryption format='luks'/><target dev='vdb'/></disk>
                <disk type='file'><source file='/c'/><target dev='vdc'/></disk>""")).extracting(DomainDisk::encrypted).containsExactly(true, true, false);
    }

    @Test
    void domainWithoutDevicesHasNoDisks() throws Exception {
        assertThat(DomainXml.disks("<domain/>", "g")).isEmpty();
    }

    @Test
    void deviceNamesAreThoseStatisticsAreAskedBy() throws Exception {
        assertThat(DomainXml.deviceNames("""
                <domain><devices>
                  <disk device='cdrom'><target dev='sda'/></disk><disk><target dev='vda'/></disk>
                  <interface type='user'/><interface type='bridge'><target dev='vnet0'/></interface>
                </devices></domain>""", "g"))
                .isEqualTo(new DomainXml.Devices(List.of("sda", "vda"), List.of("vnet0")));
    }

    @ParameterizedTest
    @CsvSource({
        "<target name='org.qemu.guest_agent.0' state='connected'/>, CONNECTED",
        "<target name='org.qemu.guest_agent.0' state='disconnected'/>, DISCONNECTED",
        "<target name='org.qemu.guest_agent.0'/>, DISCONNECTED",
        "<target name='com.redhat.spice.0' state='connected'/>, NONE",
        "'', NONE",
    })
    void anAgentIsThereWhenItsChannelIsConnected(String target, DomainFacts.Agent agent) throws LiveException {
        String xml = "<domain><devices><channel type='unix'>" + target + "</channel></devices></domain>";
        assertThat(DomainXml.agent(xml, "g")).isEqualTo(agent);
    }

    @Test
    @Timeout(60)
    void documentTypesAreRefusedSoThatEntitiesNeitherGrowNorReadFiles() {
        String bomb = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
                + "<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
                + "<domain><devices><disk type='file'><source file='&b;'/></disk>&f;</devices></domain>";
        assertThatThrownBy(() -> DomainXml.disks(bomb, "evil"))
                .isInstanceOf(LiveException.Bad.class)
                .hasMessageStartingWith("evil: bad domain XML");
    }

    /** libvirt itself allows 200 levels. */
    @Test
    void backingChainsMayBeLong() throws LiveException {
        String chain = "<backingStore type='file'><source file='/b'/>".repeat(190) + "</backingStore>".repeat(190);
        assertThat(DomainXml.disks(
                        "<domain><devices><disk type='file'><source file='/a'/>" + chain
                                + "<target dev='vda'/></disk></devices></domain>",
                        "long"))
                .hasSize(1);
    }

    @Test
    void elementsThatNestWithoutEndAreRefused() {
        String deep = "<a>".repeat(2000) + "</a>".repeat(2000);
        assertThatThrownBy(() -> DomainXml.disks(deep, "deep"))
                .hasMessage("deep: bad domain XML: elements nest too deep");
    }

    @Test
    void textThatIsNotXmlIsOneLine() {
        assertThatThrownBy(() -> DomainXml.disks("<domain>", "cut"))
                .isInstanceOf(LiveException.Bad.class)
                .hasMessageStartingWith("cut: bad domain XML: ")
                .hasMessageNotContaining("\n");
    }
}
