package org.guestscope.hostvalidate.probe;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * The C library's functions the probe needs, under their own names. All are called with memory that outlives the call:
 * either mapped by {@link #mmap} until {@link #munmap}, or a {@link com.sun.jna.Memory} its caller holds. Failures are
 * -1 ({@code mmap}: all ones) with {@link Native#getLastError} telling why.
 */
final class LibC {
    static final int O_RDWR = 2;
    static final int O_CLOEXEC = 0x80000;
    static final int PROT_READ_WRITE = 3;
    static final int MAP_SHARED = 1;
    static final int MAP_PRIVATE_ANONYMOUS = 0x22;

    /** Errno of a call that a signal interrupted. */
    static final int EINTR = 4;

    static {
        Native.register("c");
    }

    private LibC() {}

    /** fcntl.h */
    static native int open(String path, int flags);

    /** unistd.h */
    static native int close(int descriptor);

    /** sys/ioctl.h; KVM's requests take a number or the address of a structure. */
    static native int ioctl(int descriptor, long request, long argument);

    /** sys/ioctl.h, the same with an address. */
    static native int ioctl(int descriptor, long request, Pointer argument);

    /** sys/mman.h */
    static native Pointer mmap(Pointer address, long length, int protection, int flags, int descriptor, long offset);

    /** sys/mman.h */
    static native int munmap(Pointer address, long length);

    /** signal.h; the handler is a function's address. */
    static native Pointer signal(int number, Pointer handler);

    /** pthread.h */
    static native long pthread_self();

    /** signal.h; sound only while that thread lives. */
    static native int pthread_kill(long thread, int signal);

    /** signal.h of glibc: the first real-time signal an application may use. */
    static native int __libc_current_sigrtmin();
}
