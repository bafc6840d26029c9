package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.struct.Xattr;
import org.jspecify.annotations.Nullable;

/** Asks and changes extended attributes, access lists, capabilities and contexts. */
@Family(title = "extended attributes")
public interface ExtendedAttributes {

    @Action(
            name = "lxattrlist",
            since = "1.0.77",
            feature = "linuxxattrs",
            summary = "extended attributes of many files of a directory in one call")
    List<Xattr> lxattrlist(@Is(ParamKind.PATH) String path, @Is(ParamKind.NAME_LIST) List<String> names)
            throws IOException;

    @Action(name = "getxattrs", since = "1.0.59", feature = "linuxxattrs", summary = "extended attributes of a file")
    List<Xattr> getxattrs(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "lgetxattrs",
            since = "1.0.59",
            feature = "linuxxattrs",
            summary = "extended attributes of a file or of a symbolic link itself")
    List<Xattr> lgetxattrs(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "setxattr", since = "1.0.59", feature = "linuxxattrs", summary = "set an extended attribute")
    void setxattr(String xattr, String val, int vallen, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "lsetxattr",
            since = "1.0.59",
            feature = "linuxxattrs",
            summary = "set an extended attribute, not following symbolic links")
    void lsetxattr(String xattr, String val, int vallen, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "removexattr", since = "1.0.59", feature = "linuxxattrs", summary = "delete an extended attribute")
    void removexattr(String xattr, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "lremovexattr",
            since = "1.0.59",
            feature = "linuxxattrs",
            summary = "delete an extended attribute, not following symbolic links")
    void lremovexattr(String xattr, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "getxattr", since = "1.7.24", feature = "linuxxattrs", summary = "value of one extended attribute")
    byte[] getxattr(@Is(ParamKind.PATH) String path, String name) throws IOException;

    @Action(
            name = "lgetxattr",
            since = "1.7.24",
            feature = "linuxxattrs",
            summary = "value of one extended attribute, not following symbolic links")
    byte[] lgetxattr(@Is(ParamKind.PATH) String path, String name) throws IOException;

    @Action(name = "acl-get-file", since = "1.19.63", feature = "acl", summary = "POSIX access list of a file, as text")
    String aclGetFile(@Is(ParamKind.PATH) String path, String acltype) throws IOException;

    @Action(name = "acl-set-file", since = "1.19.63", feature = "acl", summary = "set the POSIX access list of a file")
    void aclSetFile(@Is(ParamKind.PATH) String path, String acltype, String acl) throws IOException;

    @Action(
            name = "acl-delete-def-file",
            since = "1.19.63",
            feature = "acl",
            summary = "delete the default access list of a directory")
    void aclDeleteDefFile(@Is(ParamKind.PATH) String dir) throws IOException;

    @Action(
            name = "cap-get-file",
            since = "1.19.63",
            feature = "linuxcaps",
            summary = "Linux capabilities of a file, as text")
    String capGetFile(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "cap-set-file",
            since = "1.19.63",
            feature = "linuxcaps",
            summary = "set the Linux capabilities of a file")
    void capSetFile(@Is(ParamKind.PATH) String path, String cap) throws IOException;

    @Action(
            name = "selinux-relabel",
            since = "1.33.43",
            feature = "selinuxrelabel",
            summary = "give files the SELinux contexts of a policy's specification")
    void selinuxRelabel(String specfile, @Is(ParamKind.PATH) String path, @Opt @Nullable Boolean force)
            throws IOException;

    @Action(
            name = "setcon",
            since = "1.0.67",
            feature = "selinux",
            deprecated = true,
            deprecatedBy = "selinux-relabel",
            summary = "set the SELinux context of the agent")
    void setcon(String context) throws IOException;

    @Action(
            name = "getcon",
            since = "1.0.67",
            feature = "selinux",
            deprecated = true,
            deprecatedBy = "selinux-relabel",
            summary = "SELinux context of the agent")
    String getcon() throws IOException;
}
