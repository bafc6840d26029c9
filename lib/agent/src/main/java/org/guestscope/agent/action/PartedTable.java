package org.guestscope.agent.action;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.child.ChildResult;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;

/**
 * What {@code parted -m unit b print} says: {@code BYT;}, a line for the disk, a line for each partition; fields
 * separated by colons, lines ended by semicolons.
 *
 * @param device the disk
 * @param type parted's name of the kind of table
 * @param rows the partitions
 */
record PartedTable(String device, String type, List<Row> rows) {

    private static final int TYPE = 5;

    /** A partition: first and last byte, bytes, name or filesystem-dependent text, flags. */
    record Row(int number, long start, long end, long size, String name, String flags) {}

    static PartedTable parse(String device, String text) throws IOException {
        List<String> lines = ChildResult.lines(text);
        List<Row> rows = new ArrayList<>();
        String type = null;
        for (String line : lines) {
            String[] fields = line.replaceFirst(";$", "").split(":", -1);
            if (fields.length > TYPE && fields[0].startsWith("/dev/")) {
                type = fields[TYPE];
            } else if (fields.length >= 5 && fields[0].matches("[0-9]+") && fields[1].endsWith("B")) {
                String name = fields.length > 5 ? fields[5] : "";
                String flags = fields.length > 6 ? fields[6] : "";
                int number = Integer.parseInt(fields[0]);
                rows.add(new Row(number, bytes(fields[1]), bytes(fields[2]), bytes(fields[3]), name, flags));
            }
        }
        if (type == null) {
            throw new ChildException(device + ": parted tells no table");
        }
        return new PartedTable(device, type, rows);
    }

    Row partition(int number) throws IOException {
        if (number <= 0) {
            throw new ErrnoException("partition number " + number, Errno.EINVAL);
        }
        for (Row row : rows) {
            if (row.number() == number) {
                return row;
            }
        }
        throw new ChildException("%s: partition number %d not found".formatted(device, number));
    }

    private static long bytes(String field) {
        return Long.parseLong(field.substring(0, field.length() - 1));
    }
}
