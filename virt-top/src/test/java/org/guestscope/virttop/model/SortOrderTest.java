package org.guestscope.virttop.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.guestscope.virttop.model.Samples.Domains;
import org.junit.jupiter.api.Test;

class SortOrderTest {

    private static HostReading reading() {
        HostModel model = new HostModel("h");
        model.accept(Samples.at(
                0,
                Domains.running("b", 1, 0).memory(100).nic("n0", 0, 0).disk("d0", 0, 0, 0, 0),
                Domains.running("a", 2, 0).memory(300).nic("n1", 0, 0).disk("d1", 0, 0, 0, 0),
                Domains.off("0-off"),
                Domains.running("c", 3, 0).memory(200).nic("n2", 0, 0).disk("d2", 0, 0, 0, 0)));
        return model.accept(Samples.at(
                1,
                Domains.running("b", 1, 300).memory(100).nic("n0", 5, 9).disk("d0", 1, 30, 0, 0),
                Domains.running("a", 2, 100).memory(300).nic("n1", 7, 8).disk("d1", 3, 10, 0, 0),
                Domains.off("0-off"),
                Domains.running("c", 3, 200).memory(200).nic("n2", 6, 7).disk("d2", 2, 20, 0, 0)));
    }

    private static List<String> sorted(SortOrder order, boolean reversed) {
        return reading().domains().stream()
                .sorted(order.domains(reversed))
                .map(DomainReading::name)
                .toList();
    }

    @Test
    void figuresGoDownIdsAndNamesGoUpAndWhatIsOffComesLast() {
        assertThat(sorted(SortOrder.CPU, false)).containsExactly("b", "c", "a", "0-off");
        assertThat(sorted(SortOrder.MEMORY, false)).containsExactly("a", "c", "b", "0-off");
        assertThat(sorted(SortOrder.TIME, false)).containsExactly("b", "c", "a", "0-off");
        assertThat(sorted(SortOrder.ID, false)).containsExactly("b", "a", "c", "0-off");
        assertThat(sorted(SortOrder.NAME, false)).containsExactly("a", "b", "c", "0-off");
        assertThat(sorted(SortOrder.NET_RX, false)).containsExactly("a", "c", "b", "0-off");
        assertThat(sorted(SortOrder.NET_TX, false)).containsExactly("b", "a", "c", "0-off");
        assertThat(sorted(SortOrder.BLOCK_READ, false)).containsExactly("a", "c", "b", "0-off");
        assertThat(sorted(SortOrder.BLOCK_WRITE, false)).containsExactly("b", "c", "a", "0-off");
    }

    @Test
    void reversedOrderKeepsWhatIsOffLast() {
        assertThat(sorted(SortOrder.CPU, true)).containsExactly("a", "c", "b", "0-off");
        assertThat(sorted(SortOrder.NAME, true)).containsExactly("c", "b", "a", "0-off");
    }

    @Test
    void devicesWithoutTheFigureFallBackToReceivedOrRead() {
        List<String> interfaces = reading().domains().stream()
                .flatMap(domain -> domain.interfaces().stream())
                .sorted(SortOrder.CPU.devices(View.INTERFACES, false))
                .map(DeviceReading::name)
                .toList();
        assertThat(interfaces).containsExactly("n1", "n2", "n0");
        List<String> disks = reading().domains().stream()
                .flatMap(domain -> domain.disks().stream())
                .sorted(SortOrder.NET_RX.devices(View.BLOCK, false))
                .map(DeviceReading::name)
                .toList();
        assertThat(disks).containsExactly("d1", "d2", "d0");
    }

    @Test
    void longNamesOfOrdersAreKnown() {
        assertThat(SortOrder.of("processor")).isEqualTo(SortOrder.CPU);
        assertThat(SortOrder.of("memory")).isEqualTo(SortOrder.MEMORY);
        assertThat(SortOrder.of("netrx")).isEqualTo(SortOrder.NET_RX);
        assertThat(SortOrder.of("size")).isNull();
    }
}
