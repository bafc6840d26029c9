package org.guestscope.live;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a question to libvirt has no answer, in one line. The kinds tell what a caller can do about it. */
public abstract sealed class LiveException extends IOException {

    private static final long serialVersionUID = 1L;

    private LiveException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** There is no libvirt client library on this host. */
    public static final class Missing extends LiveException {
        private static final long serialVersionUID = 1L;

        Missing(Throwable cause) {
            super("libvirt's client library (libvirt.so.0) is not installed or cannot be loaded", cause);
        }
    }

    /** libvirt said no; its own words are in the message. */
    public static final class Refused extends LiveException {

        private static final long serialVersionUID = 1L;

        /** {@code VIR_ERR_*} of {@code virterror.h}. */
        private final int code;

        /** {@code VIR_FROM_*} of {@code virterror.h}: the driver that spoke. */
        private final int domain;

        private final String text;

        Refused(String what, int code, int domain, String text) {
            super(what + ": " + text, null);
            this.code = code;
            this.domain = domain;
            this.text = text;
        }

        /** The {@code virErrorNumber}. */
        public int code() {
            return code;
        }

        /** The {@code virErrorDomain}. */
        public int domain() {
            return domain;
        }

        /** libvirt's text alone, without what was asked. */
        public String text() {
            return text;
        }

        /** The driver behind this connection does not know the call ({@code VIR_ERR_NO_SUPPORT}). */
        public boolean notSupported() {
            return code == VirError.NO_SUPPORT;
        }

        /** The domain is gone, or was never there ({@code VIR_ERR_NO_DOMAIN}). */
        public boolean noSuchDomain() {
            return code == VirError.NO_DOMAIN;
        }

        /** The call needs a running domain ({@code VIR_ERR_OPERATION_INVALID}). */
        public boolean notRunning() {
            return code == VirError.OPERATION_INVALID;
        }
    }

    /** No answer within the time the caller gave; the question is still open on a thread of its own. */
    public static final class TimedOut extends LiveException {
        private static final long serialVersionUID = 1L;

        TimedOut(String what, Duration limit) {
            super("%s: no answer within %.1f s".formatted(what, limit.toMillis() / 1000.0), null);
        }
    }

    /** libvirt answered with something that cannot be, such as XML that does not parse. */
    public static final class Bad extends LiveException {
        private static final long serialVersionUID = 1L;

        Bad(String what, String why) {
            super(what + ": " + why, null);
        }
    }
}
