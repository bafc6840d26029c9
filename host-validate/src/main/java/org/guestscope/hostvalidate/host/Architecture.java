package org.guestscope.hostvalidate.host;

import org.jspecify.annotations.Nullable;

/** A host's processor architecture, by the kernel's name of it ({@code uname -m}) or the Java runtime's. */
public enum Architecture {
    X86_64,
    I686,
    S390,
    S390X,
    PPC64,
    PPC64LE,
    AARCH64,
    ARM,
    RISCV64,
    LOONGARCH64,
    /** Anything else: only the checks that hold on every architecture apply. */
    OTHER;

    /** The architecture a name stands for; {@link #OTHER} for unknown names. */
    public static Architecture of(@Nullable String name) {
        if (name == null) {
            return OTHER;
        }
        return switch (name) {
            case "x86_64", "amd64" -> X86_64;
            case "x86" -> I686;
            case "s390" -> S390;
            case "s390x" -> S390X;
            case "ppc64" -> PPC64;
            case "ppc64le" -> PPC64LE;
            case "aarch64", "arm64" -> AARCH64;
            case "riscv64" -> RISCV64;
            case "loongarch64" -> LOONGARCH64;
            default -> byForm(name);
        };
    }

    private static Architecture byForm(String name) {
        if (name.length() == 4 && name.charAt(0) == 'i' && name.endsWith("86")) {
            return I686;
        }
        return name.startsWith("arm") ? ARM : OTHER;
    }

    /** x86, of 32 or 64 bits. */
    public boolean isX86() {
        return this == X86_64 || this == I686;
    }

    /** IBM Z, of 31 or 64 bits. */
    public boolean isS390() {
        return this == S390 || this == S390X;
    }

    /** 64-bit POWER of either byte order. */
    public boolean isPower() {
        return this == PPC64 || this == PPC64LE;
    }

    /** Arm, of 32 or 64 bits. */
    public boolean isArm() {
        return this == AARCH64 || this == ARM;
    }
}
