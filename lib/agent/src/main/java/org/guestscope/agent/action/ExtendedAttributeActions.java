package org.guestscope.agent.action;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.ExtendedAttributes;
import org.guestscope.guest.struct.Xattr;
import org.jspecify.annotations.Nullable;

/** Asks and changes extended attributes, access lists, capabilities and SELinux contexts. */
public final class ExtendedAttributeActions implements ExtendedAttributes {

    private final ActionContext context;

    /** With what all actions share. */
    public ExtendedAttributeActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public List<Xattr> getxattrs(String path) throws IOException {
        try (Fd file = context.sysroot().handle(path)) {
            return all(path, file.procPath(), true);
        }
    }

    @Override
    public List<Xattr> lgetxattrs(String path) throws IOException {
        try (Fd file = entry(path)) {
            return all(path, file.procPath(), true);
        }
    }

    /**
     * Opens what a path names, be it a symbolic link. Its name below /proc leads to just that, so the calls that follow
     * links do what is wanted, also for the root, which is no entry of a directory.
     */
    private Fd entry(String path) throws IOException {
        return context.sysroot().handle(path, false);
    }

    private static List<Xattr> all(String path, String procPath, boolean follow) throws IOException {
        List<Xattr> attributes = new ArrayList<>();
        List<String> names = new ArrayList<>(Posix.listxattr(path, procPath, follow));
        names.sort(null);
        for (String name : names) {
            attributes.add(new Xattr(name, Posix.getxattr(path, procPath, name, follow)));
        }
        return attributes;
    }

    /** For each name a record with the number of its attributes as a C string, or nothing, as value; then the attributes. */
    @Override
    public List<Xattr> lxattrlist(String path, List<String> names) throws IOException {
        List<Xattr> combined = new ArrayList<>();
        try (Fd directory = context.sysroot().directory(path)) {
            for (String name : names) {
                try {
                    List<Xattr> attributes = all(name, directory.procPath() + "/" + name, false);
                    combined.add(new Xattr("", (attributes.size() + "\0").getBytes(StandardCharsets.US_ASCII)));
                    combined.addAll(attributes);
                } catch (ErrnoException e) {
                    combined.add(new Xattr("", new byte[0]));
                }
            }
        }
        return combined;
    }

    @Override
    public byte[] getxattr(String path, String name) throws IOException {
        try (Fd file = context.sysroot().handle(path)) {
            return Posix.getxattr(path + ": " + name, file.procPath(), name, true);
        }
    }

    @Override
    public byte[] lgetxattr(String path, String name) throws IOException {
        try (Fd file = entry(path)) {
            return Posix.getxattr(path + ": " + name, file.procPath(), name, true);
        }
    }

    @Override
    public void setxattr(String xattr, byte[] val, int vallen, String path) throws IOException {
        try (Fd file = context.sysroot().handle(path)) {
            Posix.setxattr(path + ": " + xattr, file.procPath(), xattr, value(val, vallen));
        }
    }

    @Override
    public void lsetxattr(String xattr, byte[] val, int vallen, String path) throws IOException {
        try (Fd file = entry(path)) {
            Posix.setxattr(path + ": " + xattr, file.procPath(), xattr, value(val, vallen));
        }
    }

    private static byte[] value(byte[] bytes, int length) throws IOException {
        if (length < 0 || length > bytes.length) {
            throw new ErrnoException(
                    "a value of %d bytes of which %d are given".formatted(length, bytes.length), Errno.EINVAL);
        }
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public void removexattr(String xattr, String path) throws IOException {
        try (Fd file = context.sysroot().handle(path)) {
            Posix.removexattr(path + ": " + xattr, file.procPath(), xattr);
        }
    }

    @Override
    public void lremovexattr(String xattr, String path) throws IOException {
        try (Fd file = entry(path)) {
            Posix.removexattr(path + ": " + xattr, file.procPath(), xattr);
        }
    }

    /** Lines that end in newlines, as acl_to_text(3) makes them; nothing where there is no default list. */
    @Override
    public String aclGetFile(String path, String acltype) throws IOException {
        boolean isDefault = aclType(acltype);
        try (Fd file = context.sysroot().handle(path)) {
            if (isDefault && !Posix.fstat(path, file).isDirectory()) {
                throw new ErrnoException(path, Errno.EACCES);
            }
            String list = context.child("getfacl", "-c", "-p", "-E", isDefault ? "-d" : "-a", "--")
                    .add(file.procPath() + slash(path, file))
                    .require()
                    .text()
                    .strip();
            return list.isEmpty() ? "" : list + "\n";
        }
    }

    @Override
    public void aclSetFile(String path, String acltype, String acl) throws IOException {
        boolean isDefault = aclType(acltype);
        requireComplete(path, acl);
        try (Fd file = context.sysroot().handle(path)) {
            Child setfacl = context.child("setfacl", "-n");
            setfacl.flag(isDefault, "-d");
            setfacl.add("--set", acl.replace('\n', ','), "--", file.procPath() + slash(path, file));
            setfacl.require();
        }
    }

    @Override
    public void aclDeleteDefFile(String dir) throws IOException {
        try (Fd file = context.sysroot().handle(dir)) {
            context.child("setfacl", "-k", "--", file.procPath() + slash(dir, file))
                    .require();
        }
    }

    /** setfacl would make up what is missing, and let the last of two entries for one user win. */
    private static void requireComplete(String path, String acl) throws IOException {
        Set<String> entries = new HashSet<>();
        boolean named = false;
        for (String line : acl.split("[,\n]", -1)) {
            String entry = line.replaceFirst("#.*", "").strip();
            if (!entry.isEmpty()) {
                String[] fields = entry.split(":", -1);
                String name = fields.length > 2 ? fields[1].strip() : "";
                named |= !name.isEmpty();
                if (!entries.add(entry.charAt(0) + ":" + name)) {
                    throw new ErrnoException("%s: two entries %s".formatted(path, entry), Errno.EINVAL);
                }
            }
        }
        if (!entries.containsAll(List.of("u:", "g:", "o:")) || named && !entries.contains("m:")) {
            throw new ErrnoException(
                    path + ": " + acl
                            + ": an access list has entries for the user, the group and others, and a mask if it names any",
                    Errno.EINVAL);
        }
    }

    private static boolean aclType(String type) throws IOException {
        return switch (type) {
            case "access" -> false;
            case "default" -> true;
            default -> throw new ErrnoException(type + ": an access list is access or default", Errno.EINVAL);
        };
    }

    /** Makes the link in /proc a path of the directory itself for programs that do not follow links. */
    private static String slash(String path, Fd file) throws IOException {
        return Posix.fstat(path, file).isDirectory() ? "/" : "";
    }

    @Override
    public String capGetFile(String path) throws IOException {
        try (Fd file = context.sysroot().handle(path)) {
            String link = Posix.readlinkat(path, Posix.AT_FDCWD, file.procPath());
            String said = context.child("getcap", link).require().trimmed();
            return said.startsWith(link) ? said.substring(link.length()).replaceFirst("^ (= )?", "") : said;
        }
    }

    @Override
    public void capSetFile(String path, String cap) throws IOException {
        try (Fd file = context.sysroot().handle(path)) {
            String link = Posix.readlinkat(path, Posix.AT_FDCWD, file.procPath());
            if (cap.startsWith("-")) {
                throw new ErrnoException(cap + ": not capabilities", Errno.EINVAL);
            }
            // No capabilities are a set too, an empty one.
            if (!context.child("setcap", "-q", cap.isEmpty() ? "=" : cap, link)
                    .run()
                    .succeeded()) {
                // setcap explains its usage at length, in place of the reason.
                throw new ErrnoException(path + ": capabilities " + cap, Errno.EINVAL);
            }
        }
    }

    @Override
    public void selinuxRelabel(String specfile, String path, @Nullable Boolean force) throws IOException {
        Child setfiles = context.child("setfiles").flag(force, "-F");
        setfiles.add(
                "-m",
                "-r",
                context.sysroot().path(),
                "-q",
                "-e",
                context.sysroot().path() + "/dev");
        setfiles.add(context.sysroot().outsidePath(specfile), context.sysroot().outsidePath(path));
        setfiles.require();
    }

    @Override
    public void setcon(String selinuxContext) throws IOException {
        throw new ErrnoException("the appliance runs without SELinux", Errno.EOPNOTSUPP);
    }

    @Override
    public String getcon() throws IOException {
        throw new ErrnoException("the appliance runs without SELinux", Errno.EOPNOTSUPP);
    }
}
