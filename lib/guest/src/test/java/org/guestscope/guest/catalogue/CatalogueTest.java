package org.guestscope.guest.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private final Catalogue catalogue = Catalogue.load();

    @Test
    void aliasLeadsToItsAction() {
        assertThat(catalogue.get("unmount-all")).isSameAs(catalogue.get("umount-all"));
    }

    @Test
    void nameIsFoundWithUnderscoresAndInAnyCase() {
        assertThat(catalogue.get("List_Filesystems").name()).isEqualTo("list-filesystems");
        assertThat(catalogue.get("mkswap_l").name()).isEqualTo("mkswap-L");
    }

    @Test
    void unknownNameIsNotFound() {
        assertThat(catalogue.find("mount-everything")).isNull();
    }

    @Test
    void definitionSaysWhatTheDeclarationSays() {
        ActionDefinition mkfs = catalogue.get("mkfs");
        assertThat(mkfs.side()).isEqualTo(Side.GUEST);
        assertThat(mkfs.required())
                .containsExactly(
                        new ParamDefinition("fstype", ParamKind.STRING, false),
                        new ParamDefinition("device", ParamKind.DEVICE, false));
        assertThat(mkfs.option("sectorsize")).isEqualTo(new ParamDefinition("sectorsize", ParamKind.INT, true));
        assertThat(mkfs.returns()).isEqualTo(ReturnKind.NOTHING);
        assertThat(catalogue.get("get-append").returns()).isEqualTo(ReturnKind.OPT_STRING);
        assertThat(catalogue.get("fsck").radix()).isEqualTo(Radix.HEXADECIMAL);
        assertThat(catalogue.get("add-drive").side()).isEqualTo(Side.HOST);
    }

    @Test
    void structFieldsAreNamedAsTheyAreShown() {
        StructDefinition struct =
                Objects.requireNonNull(catalogue.get("pvs-full").struct());
        assertThat(struct.fields())
                .startsWith(
                        new FieldDefinition("pv_name", FieldKind.STRING),
                        new FieldDefinition("pv_uuid", FieldKind.UUID),
                        new FieldDefinition("pv_fmt", FieldKind.STRING),
                        new FieldDefinition("pv_size", FieldKind.BYTES));
    }

    @Test
    void everyDefinitionSurvivesItsEncoding() throws Exception {
        Class<?> family = Class.forName("org.guestscope.guest.action.Btrfs");
        Catalogue read = Catalogue.read(CatalogueCompiler.compile(List.of(family)));
        for (ActionDefinition action : FamilyReader.read(family)) {
            assertThat(read.get(action.name())).isEqualTo(action);
        }
    }

    @Test
    void damagedResourceIsRefused() {
        assertThatThrownBy(() -> Catalogue.read(new byte[64])).hasMessageStartingWith("not a catalogue of version 2");
    }
}
