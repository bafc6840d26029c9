package org.guestscope.virttop.settings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.virttop.model.SortOrder;
import org.guestscope.virttop.model.View;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be chosen. The command line and the init file fill it before anything starts; afterwards only the
 * screen changes it, from its own thread, and only what keys may change: view, order, delay, units, filter.
 */
public final class Settings {

    /** Where samples go. */
    public enum Output {
        SCREEN,
        /** No output of its own: for {@code --csv}. */
        SCRIPT,
        STREAM,
        JSON,
        OPENMETRICS,
        LISTEN
    }

    /** Which pairs of columns the CSV file has for each domain. */
    public static final class CsvColumns {
        public boolean cpu = true;
        public boolean memory = true;
        public boolean block = true;
        public boolean net = true;
    }

    public volatile View view = View.DOMAINS;
    public volatile SortOrder sort = SortOrder.CPU;
    public volatile boolean reversed;

    /** Libvirt URIs; empty for libvirt's default alone. */
    public final List<String> uris = new ArrayList<>();

    /** Seconds between samples. */
    public volatile double delay = 3.0;

    /** Samples to take; 0 or less for no end. */
    public int iterations = -1;

    /** Seconds between two values of the first line's history. */
    public int histCpu = 20;

    public Output output = Output.SCREEN;
    public boolean batch;
    public boolean secure;
    public volatile boolean blockInBytes;

    /** Figures per second in place of per interval. */
    public volatile boolean perSecond;

    /** The peer's faults where a script could depend on them. */
    public boolean compat;

    public @Nullable String csv;

    /** One CSV row a domain and sample, in place of one a sample. */
    public boolean csvLong;

    public final CsvColumns csvColumns = new CsvColumns();
    public @Nullable String debug;
    public @Nullable Instant endTime;

    /** The file settings are read from and written to; null for none. */
    public @Nullable String initFile;

    /** Whether the W key may write {@link #initFile}. */
    public boolean overwriteInitFile = true;

    /** Address and port of the exporter. */
    public String listen = "";

    /** Text a domain's name must contain, in any case. */
    public volatile String filter = "";

    /** Seconds one question to a host may take before its other domains are asked without it. */
    public double patience = 2.0;
}
