package org.guestscope.hostvalidate;

/** The switches of one run. */
final class Request {
    /** What is printed, from the widest to the narrowest. */
    enum Form {
        TEXT,
        JSON,
        OPENMETRICS,
        FIX_HINTS,
        MONITOR
    }

    private boolean quiet;
    private boolean failuresOnly;
    private boolean newer;
    private boolean all;
    private boolean boot;
    private Form form = Form.TEXT;

    /** Turns on the switch of that long name. */
    void set(String option) {
        switch (option) {
            case "quiet" -> quiet = true;
            case "failures-only" -> failuresOnly = true;
            case "newer" -> newer = true;
            case "all", "extended" -> all = true;
            case "boot" -> boot = true;
            case "json" -> form = Form.JSON;
            case "openmetrics" -> form = Form.OPENMETRICS;
            case "fix-hints-only" -> form = Form.FIX_HINTS;
            case "monitor" -> form = Form.MONITOR;
            default -> throw new IllegalArgumentException("no switch " + option);
        }
    }

    boolean quiet() {
        return quiet;
    }

    boolean failuresOnly() {
        return failuresOnly;
    }

    /** Rows and labels of later libvirt. */
    boolean newer() {
        return newer;
    }

    /** Whether the further checks run. */
    boolean extended() {
        return all || boot || form != Form.TEXT;
    }

    boolean boot() {
        return boot;
    }

    Form form() {
        return form;
    }
}
