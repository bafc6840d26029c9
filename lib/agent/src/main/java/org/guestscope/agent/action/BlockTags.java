package org.guestscope.agent.action;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.child.ChildResult;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;

/** What libblkid tells of devices, never from its cache: devices change below the appliance all the time. */
final class BlockTags {

    private static final int NOTHING_FOUND = 2;

    private BlockTags() {}

    /** One tag of a device, or an empty text. */
    static String of(ActionContext context, String device, String tag) throws IOException {
        ChildResult result = context.child("blkid", "-c", "/dev/null", "-o", "value", "-s", tag, device)
                .run();
        if (result.status() == NOTHING_FOUND) {
            return "";
        } else if (!result.succeeded()) {
            throw new ChildException(device + ": " + result.complaint());
        }
        return result.trimmed();
    }

    /** All tags of a device, as a low-level probe sees them. */
    static Map<String, String> all(ActionContext context, String device) throws IOException {
        ChildResult result = context.child("blkid", "-c", "/dev/null", "-p", "-i", "-o", "export", device)
                .run();
        if (!result.succeeded() && result.status() != NOTHING_FOUND) {
            throw new ChildException(device + ": " + result.complaint());
        }
        return byDevice(result.lines()).getOrDefault(device, Map.of());
    }

    /** As {@link #all(ActionContext, String)} for several devices; those on which nothing is found have no tags. */
    static Map<String, Map<String, String>> all(ActionContext context, List<String> devices) throws IOException {
        Map<String, Map<String, String>> found = new LinkedHashMap<>();
        List<String> left = new ArrayList<>(devices);
        while (!left.isEmpty()) {
            ChildResult result = context.child("blkid", "-c", "/dev/null", "-p", "-i", "-o", "export")
                    .add(left)
                    .run();
            Map<String, Map<String, String>> answered = byDevice(result.lines());
            found.putAll(answered);
            left.removeAll(answered.keySet());
            if (!left.isEmpty()) {
                // It stops at the first device on which it finds nothing.
                found.put(left.remove(0), Map.of());
            }
        }
        return found;
    }

    private static Map<String, Map<String, String>> byDevice(List<String> lines) {
        Map<String, Map<String, String>> found = new LinkedHashMap<>();
        Map<String, String> tags = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (line.startsWith("DEVNAME=")) {
                tags = new LinkedHashMap<>();
                found.put(line.substring(equals + 1), tags);
            }
            if (equals > 0) {
                tags.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return found;
    }

    /** The device with a tag such as {@code LABEL=name}. */
    static String find(ActionContext context, String tag) throws IOException {
        ChildResult result = context.child("blkid", "-c", "/dev/null", "-o", "device", "-l", "-t", tag)
                .run();
        String device = result.trimmed();
        if (!result.succeeded() || device.isEmpty()) {
            throw new ErrnoException(tag, Errno.ENOENT);
        }
        return device;
    }
}
