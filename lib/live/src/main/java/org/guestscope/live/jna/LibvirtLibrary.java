package org.guestscope.live.jna;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds {@code libvirt.so.0} and binds the classes of this package to it, each once a process and when first needed. */
public final class LibvirtLibrary {

    /** The release that brought the youngest function bound here, {@code virDomainGetGuestInfo}. */
    public static final String OLDEST_RELEASE = "5.7.0";

    /** What people set to see libvirt's log (libvirt.org/logging.html). */
    private static final Set<String> LOG_VARIABLES =
            Set.of("LIBVIRT_DEBUG", "LIBVIRT_LOG_OUTPUTS", "LIBVIRT_LOG_FILTERS");

    private static final Set<Class<?>> BOUND = new HashSet<>();

    private LibvirtLibrary() {}

    /**
     * Binds the native methods of {@code mirror}, a class of this package; further calls do nothing.
     *
     * <p>The first call also silences libvirt's default error handler, which prints every error on descriptor 2
     * before the caller has seen it. Its replacement must be a C function taking {@code (void *userData,
     * virErrorPtr)}: {@code virResetError} with a NULL {@code userData} takes that for its error and returns at once,
     * so no Java callback has to be kept alive or attached to libvirt's threads. Its log would also go there, with
     * warnings such as that this host's name has no address; it does when libvirt's own variables say so.
     *
     * @throws UnsatisfiedLinkError when there is no libvirt here, or one older than {@link #OLDEST_RELEASE}
     */
    public static synchronized void bind(Class<?> mirror) {
        if (BOUND.contains(mirror)) {
            return;
        }
        if (Native.POINTER_SIZE != Long.BYTES || Native.LONG_SIZE != Long.BYTES) {
            throw new UnsatisfiedLinkError("libvirt is used on 64-bit Linux only");
        }
        if (Collections.disjoint(System.getenv().keySet(), LOG_VARIABLES)) {
            int unused = Libc.setenv("LIBVIRT_DEBUG", "4", 0); // errors, which libvirt counts as 4
        }
        // Names and URIs are UTF-8 in libvirt, whatever locale this JVM was started in.
        NativeLibrary library = NativeLibrary.getInstance("virt", Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));
        Native.register(mirror, library);
        if (mirror == Libvirt.class) {
            Libvirt.virSetErrorFunc(Pointer.NULL, library.getFunction("virResetError"));
        }
        BOUND.add(mirror);
    }
}
