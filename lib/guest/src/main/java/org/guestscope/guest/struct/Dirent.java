package org.guestscope.guest.struct;

/** An entry of a directory; the kind is one of b c d f l r s u and ?, as {@code d_type} of readdir(3). */
public record Dirent(long ino, char ftyp, String name) {}
