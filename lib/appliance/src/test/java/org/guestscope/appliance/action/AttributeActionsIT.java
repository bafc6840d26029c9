package org.guestscope.appliance.action;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.action.Attributes;
import org.guestscope.guest.action.Ext;
import org.guestscope.guest.action.ExtendedAttributes;
import org.guestscope.guest.action.Nodes;
import org.guestscope.guest.struct.Xattr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Extended attributes, access lists, capabilities, flags and special files on an ext4 filesystem. */
@Timeout(600)
class AttributeActionsIT {

    @RegisterExtension
    static final GuestMachine GUEST = new GuestMachine(64);

    private final ExtendedAttributes attributes = GUEST.actions(ExtendedAttributes.class);
    private final Ext ext = GUEST.actions(Ext.class);
    private final Nodes nodes = GUEST.actions(Nodes.class);

    @BeforeEach
    void mount() throws IOException {
        GUEST.mountExt4("/dev/sda");
        GUEST.write("/file", "content");
        nodes.lnS("/file", "/link");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    private static String names(List<Xattr> attributes) {
        return String.join(" ", attributes.stream().map(Xattr::attrname).toList());
    }

    @Test
    void extendedAttributesAreSetAndRead() throws IOException {
        attributes.lsetxattr("user.two", bytes("longer value"), 6, "/file");
        attributes.setxattr("user.one", bytes("value"), 5, "/file");
        assertThat(GUEST.shell("getfattr --absolute-names -d /sysroot/file | grep user"))
                .isEqualTo("user.one=\"value\"\nuser.two=\"longer\"");
        assertThat(attributes.getxattr("/link", "user.one")).isEqualTo(bytes("value"));
        assertThat(attributes.lgetxattr("/file", "user.two")).isEqualTo(bytes("longer"));
        assertThatThrownBy(() -> attributes.lgetxattr("/link", "user.one")).hasMessageContaining("No data available");
        assertThat(names(attributes.getxattrs("/link"))).isEqualTo("user.one user.two");
        assertThat(attributes.lgetxattrs("/link")).isEmpty();

        GUEST.shell("gzip -c /sysroot/file >/sysroot/file.gz");
        assertThat(GUEST.actions(Attributes.class).file("/file.gz"))
                .startsWith("ASCII text")
                .contains("(gzip compressed");

        List<Xattr> all = attributes.lxattrlist("/", List.of("file", "none", "link"));
        assertThat(all.stream().map(x -> x.attrname() + "=" + new String(x.attrval(), US_ASCII)))
                .containsExactly("=2\0", "user.one=value", "user.two=longer", "=", "=0\0");

        attributes.removexattr("user.one", "/link");
        attributes.lremovexattr("user.two", "/file");
        assertThat(attributes.getxattrs("/file")).isEmpty();
        assertThatThrownBy(() -> attributes.removexattr("user.one", "/file")).hasMessageContaining("No data available");
        assertThatThrownBy(() -> attributes.lremovexattr("user.one", "/file"))
                .hasMessageContaining("No data available");
        assertThatThrownBy(() -> attributes.setxattr("user.x", bytes("abc"), 4, "/file"))
                .hasMessageContaining("Invalid argument");
        assertThatThrownBy(() -> attributes.lsetxattr("user.x", bytes("x"), 1, "/link"))
                .hasMessageContaining("not permitted");
    }

    @Test
    void accessListsAreSetAndRead() throws IOException {
        attributes.aclSetFile("/file", "access", "u::rw-,g::r--,o::---,u:500:r-x,m::r-x");
        assertThat(GUEST.shell("getfacl -cpn /sysroot/file"))
                .isEqualTo("user::rw-\nuser:500:r-x\ngroup::r--\nmask::r-x\nother::---");
        assertThat(attributes.aclGetFile("/file", "access"))
                .isEqualTo("user::rw-\nuser:500:r-x\ngroup::r--\nmask::r-x\nother::---\n");
        nodes.mkdirMode("/directory", 0750);
        attributes.aclSetFile("/directory", "default", "user::rwx\ngroup::r-x\nother::---");
        assertThat(attributes.aclGetFile("/directory", "default")).isEqualTo("user::rwx\ngroup::r-x\nother::---\n");
        assertThat(GUEST.shell("getfacl -cpdn /sysroot/directory")).isNotEmpty();
        attributes.aclDeleteDefFile("/directory");
        assertThat(GUEST.shell("getfacl -cpdn /sysroot/directory")).isEmpty();
        assertThat(attributes.aclGetFile("/directory", "default")).isEmpty();
        assertThatThrownBy(() -> attributes.aclGetFile("/file", "default")).hasMessageContaining("Permission denied");

        for (String incomplete : List.of(
                "u::rwx", "u::rw-,g::r--,o::---,u:500:r-x", "u::rw-,g::r--,o::---,o::rwx", "u::rw-,g::r--,o::9", "")) {
            assertThatThrownBy(() -> attributes.aclSetFile("/file", "access", incomplete))
                    .as(incomplete)
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> attributes.aclGetFile("/file", "other")).hasMessageContaining("access or default");
    }

    @Test
    void capabilitiesAreSetAndRead() throws IOException {
        attributes.capSetFile("/file", "cap_chown=p cap_chown+e");
        assertThat(GUEST.shell("getcap /sysroot/file")).isEqualTo("/sysroot/file cap_chown=ep");
        assertThat(attributes.capGetFile("/file")).isEqualTo("cap_chown=ep");
        assertThatThrownBy(() -> attributes.capSetFile("/file", "-r")).hasMessageContaining("not capabilities");
        assertThatThrownBy(() -> attributes.capSetFile("/file", "cap_none=p")).isInstanceOf(IOException.class);
        attributes.capSetFile("/file", "");
        assertThat(attributes.capGetFile("/file")).isEqualTo("=");
        assertThat(attributes.capGetFile("/link")).isEqualTo("=");
        GUEST.shell("setfattr -x security.capability /sysroot/file");
        assertThat(attributes.capGetFile("/file")).isEmpty();
    }

    @Test
    void flagsAndGenerationOfExtFiles() throws IOException {
        ext.setE2attrs("/file", "ia", null);
        assertThat(ext.getE2attrs("/file")).isEqualTo("aei");
        assertThat(GUEST.shell("lsattr -l /sysroot/file")).contains("Immutable", "Append_Only");
        ext.setE2attrs("/file", "ia", true);
        assertThat(ext.getE2attrs("/file")).isEqualTo("e");
        assertThatThrownBy(() -> ext.setE2attrs("/file", "aa", null)).hasMessageContaining("twice");
        assertThatThrownBy(() -> ext.setE2attrs("/file", "-R", null)).hasMessageContaining("no attribute");
        GUEST.shell("umount /sysroot; mkfs.ext2 -q -F /dev/sda; mount /dev/sda /sysroot; touch /sysroot/file");
        ext.setE2generation("/file", 4_000_000_000L);
        assertThat(ext.getE2generation("/file")).isEqualTo(4_000_000_000L);
        assertThat(GUEST.shell("lsattr -v /sysroot/file")).startsWith("4000000000");
    }

    @Test
    void specialFilesAreMade() throws IOException {
        Attributes stat = GUEST.actions(Attributes.class);
        nodes.mkdirMode("/directory", 0751);
        nodes.mknodB(0600, 7, 8, "/block");
        nodes.mknodC(0640, 1, 300, "/character");
        nodes.mknod(0010644, 0, 0, "/pipe");
        assertThat(GUEST.shell("cd /sysroot; stat -c '%n %F %a %t,%T' directory block character pipe"))
                .isEqualTo("directory directory 751 0,0\nblock block special file 600 7,8\n"
                        + "character character special file 640 1,12c\npipe fifo 644 0,0");
        assertThat(stat.isBlockdev("/block", null)).isTrue();
        assertThatThrownBy(() -> nodes.mknodB(0600, 7, 8, "/block")).hasMessageContaining("File exists");
        assertThatThrownBy(() -> nodes.mkdirMode("/directory", 0700)).hasMessageContaining("File exists");
    }

    @Test
    void contextsOfSelinuxNeedSelinux() {
        assertThatThrownBy(() -> attributes.getcon()).hasMessageContaining("Operation not supported");
        assertThatThrownBy(() -> attributes.setcon("a:b:c:s0")).hasMessageContaining("Operation not supported");
    }

    @Test
    void filesAreRelabelledByASpecification() throws IOException {
        GUEST.write("/contexts", "/.*  system_u:object_r:root_t:s0\n/file  --  system_u:object_r:etc_t:s0\n");
        attributes.selinuxRelabel("/contexts", "/file", true);
        assertThat(new String(attributes.getxattr("/file", "security.selinux"), US_ASCII))
                .startsWith("system_u:object_r:etc_t:s0");
    }
}
