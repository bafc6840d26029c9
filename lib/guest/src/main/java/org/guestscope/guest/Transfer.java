package org.guestscope.guest;

import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The streams beside a call and what is told of its progress.
 *
 * @param source where bytes for the guest come from, for actions with such a parameter
 * @param sink where bytes of the guest go, for actions with such a parameter
 * @param progress told how far the call has come
 */
public record Transfer(
        @Nullable InputStream source, @Nullable OutputStream sink, ProgressListener progress) {

    /** No streams, nobody to tell. */
    public static final Transfer NONE = new Transfer(null, null, ProgressListener.NOBODY);
}
