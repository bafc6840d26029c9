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

    /**
     * Returns the extended attributes of many files of the directory {@code path} in one call. For each name comes
     * first an entry without a name, whose value is the number of its attributes and a NUL byte, or empty for a file that does not
     * exist; then its attributes. Symbolic links are not followed.
     *
     * @param names the names, without a slash
     */
    @Action(
            name = "lxattrlist",
            since = "1.0.77",
            feature = "linuxxattrs",
            summary = "extended attributes of many files of a directory in one call")
    List<Xattr> lxattrlist(@Is(ParamKind.PATH) String path, @Is(ParamKind.NAME_LIST) List<String> names)
            throws IOException;

    /** Returns all extended attributes of {@code path} with their values; symbolic links are followed. */
    @Action(name = "getxattrs", since = "1.0.59", feature = "linuxxattrs", summary = "extended attributes of a file")
    List<Xattr> getxattrs(@Is(ParamKind.PATH) String path) throws IOException;

    /** Returns all extended attributes of {@code path} with their values; of a symbolic link its own. */
    @Action(
            name = "lgetxattrs",
            since = "1.0.59",
            feature = "linuxxattrs",
            summary = "extended attributes of a file or of a symbolic link itself")
    List<Xattr> lgetxattrs(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Sets an extended attribute of {@code path}; symbolic links are followed.
     *
     * <pre>{@code
     * setxattr user.comment draft 5 /data/plan.txt
     * }</pre>
     *
     * @param xattr its name, with the part before the dot, e.g. {@code user.comment}
     * @param val its value, of any bytes
     * @param vallen how many bytes of the value to take
     */
    @Action(name = "setxattr", since = "1.0.59", feature = "linuxxattrs", summary = "set an extended attribute")
    void setxattr(String xattr, byte[] val, int vallen, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Sets an extended attribute of {@code path}; of a symbolic link its own.
     *
     * @param xattr its name, with the part before the dot, e.g. {@code user.comment}
     * @param val its value, of any bytes
     * @param vallen how many bytes of the value to take
     */
    @Action(
            name = "lsetxattr",
            since = "1.0.59",
            feature = "linuxxattrs",
            summary = "set an extended attribute, not following symbolic links")
    void lsetxattr(String xattr, byte[] val, int vallen, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Deletes the extended attribute {@code xattr} of {@code path}; symbolic links are followed. Fails when there is
     * none.
     */
    @Action(name = "removexattr", since = "1.0.59", feature = "linuxxattrs", summary = "delete an extended attribute")
    void removexattr(String xattr, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Deletes the extended attribute {@code xattr} of {@code path}; of a symbolic link its own. Fails when there is
     * none.
     */
    @Action(
            name = "lremovexattr",
            since = "1.0.59",
            feature = "linuxxattrs",
            summary = "delete an extended attribute, not following symbolic links")
    void lremovexattr(String xattr, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the value of the extended attribute {@code name} of {@code path}, as bytes; symbolic links are followed.
     * Fails when there is none.
     */
    @Action(name = "getxattr", since = "1.7.24", feature = "linuxxattrs", summary = "value of one extended attribute")
    byte[] getxattr(@Is(ParamKind.PATH) String path, String name) throws IOException;

    /**
     * Returns the value of the extended attribute {@code name} of {@code path}, as bytes; of a symbolic link its own.
     * Fails when there is none.
     */
    @Action(
            name = "lgetxattr",
            since = "1.7.24",
            feature = "linuxxattrs",
            summary = "value of one extended attribute, not following symbolic links")
    byte[] lgetxattr(@Is(ParamKind.PATH) String path, String name) throws IOException;

    /**
     * Returns a POSIX access list of {@code path}, an entry a line, such as {@code user::rw-}.
     *
     * @param acltype {@code access}, or {@code default} for what new files of a directory get
     */
    @Action(name = "acl-get-file", since = "1.19.63", feature = "acl", summary = "POSIX access list of a file, as text")
    String aclGetFile(@Is(ParamKind.PATH) String path, String acltype) throws IOException;

    /**
     * Replaces a POSIX access list of {@code path}.
     *
     * <pre>{@code
     * acl-set-file /srv/share access u::rwx,u:1000:rwx,g::r-x,m::rwx,o::-
     * }</pre>
     *
     * @param acltype {@code access}, or {@code default} for what new files of a directory get
     * @param acl the whole list, entries separated by commas or line ends; users and groups by number
     */
    @Action(name = "acl-set-file", since = "1.19.63", feature = "acl", summary = "set the POSIX access list of a file")
    void aclSetFile(@Is(ParamKind.PATH) String path, String acltype, String acl) throws IOException;

    /** Takes the default access list of the directory {@code dir} away. */
    @Action(
            name = "acl-delete-def-file",
            since = "1.19.63",
            feature = "acl",
            summary = "delete the default access list of a directory")
    void aclDeleteDefFile(@Is(ParamKind.PATH) String dir) throws IOException;

    /**
     * Returns the Linux capabilities of the file {@code path}, such as {@code cap_net_raw=ep}; empty when it has none.
     */
    @Action(
            name = "cap-get-file",
            since = "1.19.63",
            feature = "linuxcaps",
            summary = "Linux capabilities of a file, as text")
    String capGetFile(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Gives the file {@code path} Linux capabilities in place of those it has.
     *
     * @param cap such as {@code cap_net_raw=ep}; an empty text takes all away
     */
    @Action(
            name = "cap-set-file",
            since = "1.19.63",
            feature = "linuxcaps",
            summary = "set the Linux capabilities of a file")
    void capSetFile(@Is(ParamKind.PATH) String path, String cap) throws IOException;

    /**
     * Gives all files below {@code path} the SELinux contexts that a policy's specification says, as the system itself
     * would at its next boot. Call it after changing files of a guest that enforces SELinux.
     *
     * <pre>{@code
     * selinux-relabel /etc/selinux/targeted/contexts/files/file_contexts /
     * }</pre>
     *
     * @param specfile the file of contexts in the guest
     * @param force whether to set also contexts that were changed on purpose; false unless given
     */
    @Action(
            name = "selinux-relabel",
            since = "1.33.43",
            feature = "selinuxrelabel",
            summary = "give files the SELinux contexts of a policy's specification")
    void selinuxRelabel(String specfile, @Is(ParamKind.PATH) String path, @Opt @Nullable Boolean force)
            throws IOException;

    /**
     * Fails: the appliance runs without SELinux.
     *
     * @param context the context asked for
     */
    @Action(
            name = "setcon",
            since = "1.0.67",
            feature = "selinux",
            deprecated = true,
            deprecatedBy = "selinux-relabel",
            summary = "set the SELinux context of the agent")
    void setcon(String context) throws IOException;

    /** Fails: the appliance runs without SELinux. Returns nothing. */
    @Action(
            name = "getcon",
            since = "1.0.67",
            feature = "selinux",
            deprecated = true,
            deprecatedBy = "selinux-relabel",
            summary = "SELinux context of the agent")
    String getcon() throws IOException;
}
