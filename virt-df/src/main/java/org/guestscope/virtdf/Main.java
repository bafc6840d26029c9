package org.guestscope.virtdf;

import org.guestscope.cli.Tool;

/** The process's entry: hands the command line to {@link VirtDf}. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Tool.main("virt-df", args, VirtDf::run);
    }
}
