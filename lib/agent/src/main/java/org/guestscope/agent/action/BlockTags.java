package org.guestscope.agent.action;

import java.io.IOException;
import java.util.LinkedHashMap;
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
        Map<String, String> tags = new LinkedHashMap<>();
        for (String line : result.lines()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                tags.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return tags;
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
