package org.guestscope.virttop.jna;

import com.sun.jna.Native;

/**
 * {@code termios.h}, {@code sys/ioctl.h}, {@code unistd.h} and {@code fcntl.h}.
 *
 * <p>Safe on any thread: each call works on a descriptor and on memory of the caller's, and keeps neither. Failure is
 * -1; {@code errno} is {@link Native#getLastError()}.
 */
public final class Libc {

    /** {@code struct termios}: four u32 flags, c_line, c_cc[32], two u32 speeds. */
    public static final int TERMIOS_BYTES = 60;

    public static final int C_IFLAG = 0;
    public static final int C_LFLAG = 12;
    public static final int C_CC = 17;

    public static final int IXON = 0x400;
    public static final int ICANON = 0x2;
    public static final int ECHO = 0x8;
    public static final int IEXTEN = 0x8000;

    public static final int VTIME = 5;
    public static final int VMIN = 6;
    public static final int VSUSP = 10;

    public static final int TCSADRAIN = 1;

    /** {@code struct winsize}: rows, columns, two pixel sizes, u16 each. */
    public static final int WINSIZE_BYTES = 8;

    public static final long TIOCGWINSZ = 0x5413;

    public static final int O_WRONLY = 1;
    public static final int O_CLOEXEC = 0x80000;

    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    public static native int tcgetattr(int fd, byte[] termios);

    public static native int tcsetattr(int fd, int actions, byte[] termios);

    /** Variadic in C; with one pointer behind the request the calling convention is the same on these machines. */
    public static native int ioctl(int fd, long request, byte[] argument);

    /** Variadic in C, like {@link #ioctl}; {@code mode} counts only where a file is made. */
    public static native int open(String pathname, int flags, int mode);

    public static native int dup(int fd);

    public static native int dup2(int oldfd, int newfd);

    public static native int close(int fd);
}
