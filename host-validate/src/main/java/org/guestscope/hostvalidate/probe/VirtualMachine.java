package org.guestscope.hostvalidate.probe;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * A virtual machine of one processor that runs a {@link TestGuest}. Used by one thread; only {@link #interrupt} may come
 * from another.
 */
final class VirtualMachine implements AutoCloseable {
    // linux/kvm.h: _IO, _IOR and _IOW of type 0xAE.
    private static final long KVM_CREATE_VM = 0xAE01;
    private static final long KVM_GET_VCPU_MMAP_SIZE = 0xAE04;
    private static final long KVM_CREATE_VCPU = 0xAE41;
    private static final long KVM_SET_TSS_ADDR = 0xAE47;
    private static final long KVM_SET_USER_MEMORY_REGION = 0x4020AE46L;
    private static final long KVM_RUN = 0xAE80;
    private static final long KVM_SET_REGS = 0x4090AE82L;
    private static final long KVM_GET_SREGS = 0x8138AE83L;
    private static final long KVM_SET_SREGS = 0x4138AE84L;

    /** Intel processors before 2010 need three pages for real mode, outside the guest's memory. */
    private static final long TSS_ADDRESS = 0xFFFBD000L;

    // struct kvm_userspace_memory_region: slot (4), flags (4), guest address (8), size (8), our address (8).
    private static final int REGION_SIZE = 32;
    private static final int REGION_LENGTH = 16;
    private static final int REGION_ADDRESS = 24;

    // struct kvm_regs: rax rbx rcx rdx rsi rdi rsp rbp r8-r15 rip rflags, 8 bytes each.
    private static final int REGS_SIZE = 144;
    private static final int RIP = 128;
    private static final int RFLAGS = 136;

    /** The one bit of rflags that is always set. */
    private static final long RFLAGS_RESERVED = 2;

    // struct kvm_run: immediate_exit at 1, exit_reason at 8; for I/O port at 34, data_offset at 40.
    private static final int RUN_IMMEDIATE_EXIT = 1;
    private static final int RUN_EXIT_REASON = 8;
    private static final int RUN_IO_PORT = 34;
    private static final int RUN_IO_DATA_OFFSET = 40;
    private static final int RUN_MINIMUM_SIZE = 256;
    private static final int EXIT_IO = 2;
    private static final int EXIT_HLT = 5;

    private final Pointer memory;
    private int machine = -1;
    private int processor = -1;
    private Pointer run = Pointer.NULL;
    private int runSize;

    private VirtualMachine() throws KvmException {
        memory = map(TestGuest.MEMORY_SIZE, LibC.MAP_PRIVATE_ANONYMOUS, -1, "guest memory");
    }

    /** Makes the machine with that open /dev/kvm. */
    static VirtualMachine create(int kvm) throws KvmException {
        VirtualMachine created = new VirtualMachine();
        try {
            created.build(kvm);
            return created;
        } catch (KvmException e) {
            created.close();
            throw e;
        }
    }

    private void build(int kvm) throws KvmException {
        machine = checked(LibC.ioctl(kvm, KVM_CREATE_VM, 0), "KVM_CREATE_VM");
        // May fail where it is not needed; where it is, running fails and tells.
        LibC.ioctl(machine, KVM_SET_TSS_ADDR, TSS_ADDRESS);
        try (Memory region = new Memory(REGION_SIZE)) {
            region.clear();
            region.setLong(REGION_LENGTH, TestGuest.MEMORY_SIZE);
            region.setLong(REGION_ADDRESS, Pointer.nativeValue(memory));
            checked(LibC.ioctl(machine, KVM_SET_USER_MEMORY_REGION, region), "KVM_SET_USER_MEMORY_REGION");
        }
        processor = checked(LibC.ioctl(machine, KVM_CREATE_VCPU, 0), "KVM_CREATE_VCPU");
        runSize = checked(LibC.ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0), "KVM_GET_VCPU_MMAP_SIZE");
        if (runSize < RUN_MINIMUM_SIZE) {
            throw new KvmException("KVM_GET_VCPU_MMAP_SIZE answered " + runSize + " bytes");
        }
        run = map(runSize, LibC.MAP_SHARED, processor, "the processor's state");
    }

    /**
     * Runs the guest from its start to its halt.
     *
     * @return nanoseconds until it wrote to the port
     * @throws KvmException if it did anything else, or was interrupted
     */
    long run(TestGuest guest, int turns) throws KvmException {
        memory.clear(TestGuest.MEMORY_SIZE);
        byte[] code = guest.code(turns);
        memory.write(TestGuest.START, code, 0, code.length);
        guest.prepareMemory(memory);
        try (Memory sregs = new Memory(TestGuest.SREGS_SIZE);
                Memory regs = new Memory(REGS_SIZE)) {
            checked(LibC.ioctl(processor, KVM_GET_SREGS, sregs), "KVM_GET_SREGS");
            guest.prepareRegisters(sregs);
            checked(LibC.ioctl(processor, KVM_SET_SREGS, sregs), "KVM_SET_SREGS");
            regs.clear();
            regs.setLong(RIP, TestGuest.START);
            regs.setLong(RFLAGS, RFLAGS_RESERVED);
            checked(LibC.ioctl(processor, KVM_SET_REGS, regs), "KVM_SET_REGS");
        }
        long start = System.nanoTime();
        int reason = resume();
        long nanoseconds = System.nanoTime() - start;
        int port = run.getShort(RUN_IO_PORT) & 0xFFFF;
        long offset = run.getLong(RUN_IO_DATA_OFFSET);
        if (reason != EXIT_IO || port != TestGuest.PORT || offset < 0 || offset >= runSize) {
            throw new KvmException("the guest stopped with exit reason " + reason + " instead of its I/O");
        }
        int sign = run.getByte(offset) & 0xFF;
        if (sign != TestGuest.SIGN) {
            throw new KvmException("the guest wrote " + sign + " instead of " + TestGuest.SIGN);
        }
        reason = resume();
        if (reason != EXIT_HLT) {
            throw new KvmException("the guest stopped with exit reason " + reason + " instead of its halt");
        }
        return nanoseconds;
    }

    private int resume() throws KvmException {
        checked(LibC.ioctl(processor, KVM_RUN, 0), "KVM_RUN");
        return run.getInt(RUN_EXIT_REASON);
    }

    /** Makes the present or next run end at once, together with a signal to the running thread. */
    void interrupt() {
        run.setByte(RUN_IMMEDIATE_EXIT, (byte) 1);
    }

    @Override
    public void close() {
        if (Pointer.nativeValue(run) != 0) {
            LibC.munmap(run, runSize);
        }
        if (processor >= 0) {
            LibC.close(processor);
        }
        if (machine >= 0) {
            LibC.close(machine);
        }
        LibC.munmap(memory, TestGuest.MEMORY_SIZE);
    }

    private static Pointer map(long length, int flags, int descriptor, String what) throws KvmException {
        Pointer address = LibC.mmap(Pointer.NULL, length, LibC.PROT_READ_WRITE, flags, descriptor, 0);
        if (Pointer.nativeValue(address) == -1) {
            throw new KvmException("mapping " + what + " failed: errno " + Native.getLastError());
        }
        return address;
    }

    private static int checked(int result, String request) throws KvmException {
        if (result < 0) {
            int errno = Native.getLastError();
            throw new KvmException(
                    errno == LibC.EINTR
                            ? request + " was stopped: no answer in time"
                            : request + " failed: errno " + errno);
        }
        return result;
    }
}
