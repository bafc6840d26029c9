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
            case "quiet":
                quiet = true;
                break;
            case "failures-only":
                failuresOnly = true;
                break;
            case "newer":
                newer = true;
                break;
            case "all":
            case "extended":
                all = true;
                break;
            case "boot":
                boot = true;
                break;
            case "json":
                form = Form.JSON;
                break;
            case "openmetrics":
                form = Form.OPENMETRICS;
                break;
            case "fix-hints-only":
                form = Form.FIX_HINTS;
                break;
            case "monitor":
                form = Form.MONITOR;
                break;
            default:
                throw new IllegalArgumentException("no switch " + option);
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
