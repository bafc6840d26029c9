package org.guestscope.agent.inspect.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.guestscope.agent.inspect.file.ByteSource;

/** Builds hives for tests, from paths with backslashes; cells are laid out one behind the other. */
public final class HiveBuilder {

    private final Node root = new Node("ROOT");
    private final ByteArrayOutputStream cells = new ByteArrayOutputStream();

    private static final class Node {
        final String name;
        final Map<String, Node> children = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        final List<HiveValue> values = new ArrayList<>();

        Node(String name) {
            this.name = name;
        }
    }

    /** Adds a text value. */
    public HiveBuilder text(String path, String name, String text) {
        return value(path, new HiveValue(name, 1, (text + "\0").getBytes(StandardCharsets.UTF_16LE)));
    }

    /** Adds a 32-bit number. */
    public HiveBuilder number(String path, String name, int number) {
        return value(path, new HiveValue(name, 4, little(4).putInt(number).array()));
    }

    /** Adds a value. */
    public HiveBuilder value(String path, HiveValue value) {
        Node node = root;
        for (String part : path.split("\\\\")) {
            node = node.children.computeIfAbsent(part, Node::new);
        }
        node.values.add(value);
        return this;
    }

    /** The hive. */
    public byte[] build() {
        int top = write(root);
        ByteBuffer base = little(4096);
        base.put(0, "regf".getBytes(StandardCharsets.US_ASCII)).putInt(36, top).putInt(40, cells.size());
        byte[] hive = java.util.Arrays.copyOf(base.array(), 4096 + cells.size());
        System.arraycopy(cells.toByteArray(), 0, hive, 4096, cells.size());
        return hive;
    }

    private int write(Node node) {
        List<Integer> children = new ArrayList<>();
        node.children.values().forEach(child -> children.add(write(child)));
        ByteBuffer list = little(4 + 8 * children.size());
        list.put((byte) 'l').put((byte) 'f').putShort((short) children.size());
        children.forEach(child -> list.putInt(child).putInt(0));
        int childList = children.isEmpty() ? -1 : cell(list.array());
        ByteBuffer values = little(4 * node.values.size());
        node.values.forEach(value -> values.putInt(write(value)));
        int valueList = node.values.isEmpty() ? -1 : cell(values.array());
        byte[] name = node.name.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer nk = little(76 + name.length);
        nk.put(0, (byte) 'n').put(1, (byte) 'k').putShort(2, (short) 0x20);
        nk.putInt(20, children.size()).putInt(28, childList).putInt(36, node.values.size());
        nk.putInt(40, valueList).putShort(72, (short) name.length).put(76, name);
        return cell(nk.array());
    }

    private int write(HiveValue value) {
        byte[] name = value.name().getBytes(StandardCharsets.ISO_8859_1);
        int size = value.data().length;
        ByteBuffer vk = little(20 + name.length);
        vk.put((byte) 'v').put((byte) 'k').putShort((short) name.length);
        if (size <= 4) {
            vk.putInt(size | Integer.MIN_VALUE);
            vk.put(8, value.data());
        } else {
            vk.putInt(size).putInt(8, data(value.data()));
        }
        vk.putInt(12, value.type()).putShort(16, (short) 1).put(20, name);
        return cell(vk.array());
    }

    /** Long data goes into segments. */
    private int data(byte[] data) {
        if (data.length <= 16344) {
            return cell(data);
        }
        List<Integer> segments = new ArrayList<>();
        for (int at = 0; at < data.length; at += 16344) {
            segments.add(cell(java.util.Arrays.copyOfRange(data, at, Math.min(data.length, at + 16344))));
        }
        ByteBuffer list = little(4 * segments.size());
        segments.forEach(list::putInt);
        return cell(little(8)
                .put((byte) 'd')
                .put((byte) 'b')
                .putShort((short) segments.size())
                .putInt(cell(list.array()))
                .array());
    }

    private int cell(byte[] content) {
        int offset = cells.size();
        int size = (content.length + 4 + 7) / 8 * 8;
        cells.writeBytes(little(4).putInt(-size).array());
        cells.writeBytes(java.util.Arrays.copyOf(content, size - 4));
        return offset;
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A hive or a database in memory. */
    public static ByteSource source(byte[] bytes) {
        return new ByteSource() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public byte[] read(long offset, int length) throws IOException {
                if (offset < 0 || length < 0 || offset > bytes.length - (long) length) {
                    throw new IOException("outside");
                }
                return java.util.Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
