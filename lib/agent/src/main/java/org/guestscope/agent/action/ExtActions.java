package org.guestscope.agent.action;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.child.ChildResult;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.sysroot.MountTable;
import org.guestscope.guest.action.Ext;
import org.jspecify.annotations.Nullable;

/** Makes, checks and tunes ext2, ext3 and ext4 filesystems with e2fsprogs. */
public final class ExtActions implements Ext {

    /** e2fsck's status 1: errors were there and are corrected; 2: likewise, and a mounted system should restart. */
    private static final int CORRECTED = 3;

    private static final int LABEL_BYTES = 16;

    private final ActionContext context;

    /** With what all actions share. */
    public ExtActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public Map<String, String> tune2fsL(String device) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : context.child("tune2fs", "-l", device).require().lines()) {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("tune2fs ")) {
                String value = line.substring(colon + 1).strip();
                boolean none = value.equals("<none>") || value.equals("<not available>") || value.equals("(none)");
                fields.put(line.substring(0, colon), none ? "" : value);
            }
        }
        return fields;
    }

    @Override
    public void resize2fs(String device) throws IOException {
        resize(device, List.of(device));
    }

    /** An unmounted file system is checked first: without that resize2fs refuses, a mounted one it takes as it is. */
    private void resize(String device, List<String> words) throws IOException {
        if (MountTable.targetOf(device) == null) {
            e2fsck(device, null, true);
        }
        context.child("resize2fs").add(words).require();
    }

    @Override
    public void resize2fsSize(String device, long size) throws IOException {
        if (size < 0 || size % 1024 != 0) {
            throw new ErrnoException("%s: %d bytes are no whole KiB".formatted(device, size), Errno.EINVAL);
        }
        resize(device, List.of(device, size / 1024 + "K"));
    }

    @Override
    public void resize2fsM(String device) throws IOException {
        resize(device, List.of("-M", device));
    }

    @Override
    public void tune2fs(
            String device,
            @Nullable Boolean force,
            @Nullable Integer maxmountcount,
            @Nullable Integer mountcount,
            @Nullable String errorbehavior,
            @Nullable Long group,
            @Nullable Integer intervalbetweenchecks,
            @Nullable Integer reservedblockspercentage,
            @Nullable String lastmounteddirectory,
            @Nullable Long reservedblockscount,
            @Nullable Long user)
            throws IOException {
        if (errorbehavior != null && !errorbehavior.matches("continue|remount-ro|panic")) {
            throw new ErrnoException(errorbehavior + ": must be continue, remount-ro or panic", Errno.EINVAL);
        }
        requirePositive("maxmountcount", maxmountcount);
        requirePositive("mountcount", mountcount);
        requirePositive("group", group);
        requirePositive("intervalbetweenchecks", intervalbetweenchecks);
        requirePositive("reservedblockspercentage", reservedblockspercentage);
        requirePositive("reservedblockscount", reservedblockscount);
        requirePositive("user", user);
        context.child("tune2fs")
                .flag(force, "-f")
                .option("-c", maxmountcount)
                .option("-C", mountcount)
                .option("-e", errorbehavior)
                .option("-g", group)
                .option("-i", interval(intervalbetweenchecks))
                .option("-m", reservedblockspercentage)
                .option("-M", lastmounteddirectory)
                .option("-r", reservedblockscount)
                .option("-u", user)
                .add(device)
                .require();
    }

    /** tune2fs counts days, weeks or months; the API counts seconds. */
    private static @Nullable String interval(@Nullable Integer seconds) {
        return seconds == null ? null : seconds + "s";
    }

    /** tune2fs takes some negative numbers and means something else by them. */
    private static void requirePositive(String option, @Nullable Number value) throws IOException {
        if (value != null && value.longValue() < 0) {
            throw new ErrnoException("%s cannot be negative: %d".formatted(option, value.longValue()), Errno.EINVAL);
        }
    }

    @Override
    public void e2fsck(String device, @Nullable Boolean correct, @Nullable Boolean forceall) throws IOException {
        if (Boolean.TRUE.equals(correct) && Boolean.TRUE.equals(forceall)) {
            throw new ErrnoException("only one of correct and forceall can be given", Errno.EINVAL);
        }
        ChildResult result = context.child("e2fsck", "-f")
                .flag(correct, "-p")
                .flag(forceall, "-y")
                .flag(!Boolean.TRUE.equals(correct) && !Boolean.TRUE.equals(forceall), "-n")
                .add(device)
                .run();
        if ((result.status() & ~CORRECTED) != 0) {
            throw new ChildException(device + ": " + result.complaint());
        }
    }

    @Override
    public void e2fsckF(String device) throws IOException {
        e2fsck(device, true, null);
    }

    @Override
    public String getE2attrs(String file) throws IOException {
        String said = context.child("lsattr", "-d", "--", path(file)).require().text();
        char[] letters = said.substring(0, Math.max(0, said.indexOf(' ')))
                .replace("-", "")
                .toCharArray();
        Arrays.sort(letters);
        return new String(letters);
    }

    @Override
    public void setE2attrs(String file, String attrs, @Nullable Boolean clear) throws IOException {
        if (attrs.isEmpty()) {
            return;
        }
        for (int i = 0; i < attrs.length(); i++) {
            if (!Character.isLetter(attrs.charAt(i))) {
                throw new ErrnoException("%s: '%c' is no attribute".formatted(file, attrs.charAt(i)), Errno.EINVAL);
            }
            if (attrs.indexOf(attrs.charAt(i)) != i) {
                throw new ErrnoException("%s: '%c' is given twice".formatted(file, attrs.charAt(i)), Errno.EINVAL);
            }
        }
        String change = (Boolean.TRUE.equals(clear) ? "-" : "+") + attrs;
        context.child("chattr", change, "--", path(file)).require();
    }

    @Override
    public long getE2generation(String file) throws IOException {
        String said = context.child("lsattr", "-dv", "--", path(file))
                .require()
                .trimmed()
                .strip();
        return Long.parseLong(said.substring(0, Math.max(0, said.indexOf(' '))));
    }

    @Override
    public void setE2generation(String file, long generation) throws IOException {
        context.child("chattr", "-v", Long.toString(generation), "--", path(file))
                .require();
    }

    /** lsattr and chattr open without following links, so they need the file's resolved name. */
    private String path(String file) throws IOException {
        return context.sysroot().outsidePath(file);
    }

    @Override
    public void mke2fs(
            String device,
            @Nullable Long blockscount,
            @Nullable Long blocksize,
            @Nullable Long fragsize,
            @Nullable Long blockspergroup,
            @Nullable Long numberofgroups,
            @Nullable Long bytesperinode,
            @Nullable Long inodesize,
            @Nullable Long journalsize,
            @Nullable Long numberofinodes,
            @Nullable Long stridesize,
            @Nullable Long stripewidth,
            @Nullable Long maxonlineresize,
            @Nullable Integer reservedblockspercentage,
            @Nullable Integer mmpupdateinterval,
            @Nullable String journaldevice,
            @Nullable String label,
            @Nullable String lastmounteddir,
            @Nullable String creatoros,
            @Nullable String fstype,
            @Nullable String usagetype,
            @Nullable String uuid,
            @Nullable Boolean forcecreate,
            @Nullable Boolean writesbandgrouponly,
            @Nullable Boolean lazyitableinit,
            @Nullable Boolean lazyjournalinit,
            @Nullable Boolean testfs,
            @Nullable Boolean discard,
            @Nullable Boolean quotatype,
            @Nullable Boolean extent,
            @Nullable Boolean filetype,
            @Nullable Boolean flexbg,
            @Nullable Boolean hasjournal,
            @Nullable Boolean journaldev,
            @Nullable Boolean largefile,
            @Nullable Boolean quota,
            @Nullable Boolean resizeinode,
            @Nullable Boolean sparsesuper,
            @Nullable Boolean uninitbg)
            throws IOException {
        // Extended options and features are lists that mke2fs takes once each.
        CommaList journal = new CommaList().add("size=", journalsize).add("device=", journaldevice);
        CommaList extended = new CommaList()
                .add("stride=", stridesize)
                .add("stripe_width=", stripewidth)
                .add("resize=", maxonlineresize)
                .add("mmp_update_interval=", mmpupdateinterval)
                .number("lazy_itable_init=", lazyitableinit)
                .number("lazy_journal_init=", lazyjournalinit)
                .flag("test_fs", testfs)
                .choice("discard", "nodiscard", discard)
                .number("quotatype=", quotatype);
        CommaList features = new CommaList()
                .feature("extent", extent)
                .feature("filetype", filetype)
                .feature("flex_bg", flexbg)
                .feature("has_journal", hasjournal)
                .feature("journal_dev", journaldev)
                .feature("large_file", largefile)
                .feature("quota", quota)
                .feature("resize_inode", resizeinode)
                .feature("sparse_super", sparsesuper)
                .feature("uninit_bg", uninitbg);
        Child child = context.child("mke2fs", "-F")
                .flag(forcecreate, "-F")
                .flag(writesbandgrouponly, "-S")
                .option("-b", blocksize)
                .option("-f", fragsize)
                .option("-g", blockspergroup)
                .option("-G", numberofgroups)
                .option("-i", bytesperinode)
                .option("-I", inodesize)
                .option("-N", numberofinodes)
                .option("-m", reservedblockspercentage)
                .option("-L", label)
                .option("-M", lastmounteddir)
                .option("-o", creatoros)
                .option("-t", fstype == null ? null : extType(fstype))
                .option("-T", usagetype)
                .option("-U", uuid)
                .option("-J", journal.text())
                .option("-E", extended.text())
                .option("-O", features.text())
                .add(device);
        if (blockscount != null) {
            child.add(blockscount.toString());
        }
        child.require();
    }

    @Override
    public void setE2label(String device, String label) throws IOException {
        if (label.length() > LABEL_BYTES) {
            throw new ChildException("%s: labels of ext2 have at most %d bytes".formatted(label, LABEL_BYTES));
        }
        context.child("e2label", device, label).require();
    }

    @Override
    public String getE2label(String device) throws IOException {
        return BlockTags.of(context, device, "LABEL");
    }

    @Override
    public void setE2uuid(String device, String uuid) throws IOException {
        context.child("tune2fs", "-f", "-U", uuid, device).require();
    }

    @Override
    public String getE2uuid(String device) throws IOException {
        return BlockTags.of(context, device, "UUID");
    }

    @Override
    public void mke2journal(int blocksize, String device) throws IOException {
        journalDevice(blocksize, device).require();
    }

    @Override
    public void mke2journalL(int blocksize, String label, String device) throws IOException {
        journalDevice(blocksize, device).add("-L", label).require();
    }

    @Override
    public void mke2journalU(int blocksize, String uuid, String device) throws IOException {
        journalDevice(blocksize, device).add("-U", uuid).require();
    }

    private Child journalDevice(int blocksize, String device) {
        return context.child("mke2fs", "-F", "-O", "journal_dev", "-b", Integer.toString(blocksize), device);
    }

    @Override
    public void mke2fsJ(String fstype, int blocksize, String device, String journal) throws IOException {
        withJournal(fstype, blocksize, device, journal);
    }

    @Override
    public void mke2fsJL(String fstype, int blocksize, String device, String label) throws IOException {
        withJournal(fstype, blocksize, device, "LABEL=" + label);
    }

    @Override
    public void mke2fsJU(String fstype, int blocksize, String device, String uuid) throws IOException {
        withJournal(fstype, blocksize, device, "UUID=" + uuid);
    }

    /** mke2fs itself takes any word, as its configuration file may have it, and makes an ext2 of it otherwise. */
    private static String extType(String type) throws IOException {
        if (!type.matches("ext[234]")) {
            throw new ErrnoException(type + ": must be ext2, ext3 or ext4", Errno.EINVAL);
        }
        return type;
    }

    private void withJournal(String fstype, int blocksize, String device, String journal) throws IOException {
        String block = Integer.toString(blocksize);
        context.child("mke2fs", "-F", "-t", extType(fstype), "-J", "device=" + journal, "-b", block, device)
                .require();
    }
}
