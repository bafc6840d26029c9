package org.guestscope.virtwhat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.guestscope.cli.CommandFailure;
import org.guestscope.cli.Console;
import org.guestscope.cli.PrintableText;
import org.guestscope.cli.Tool;
import org.guestscope.cli.UsageFailure;
import org.guestscope.cli.UsageHelp;
import org.guestscope.virtwhat.evidence.Evidence;
import org.guestscope.virtwhat.facts.ConfidentialFacts;
import org.guestscope.virtwhat.facts.Findings;
import org.jspecify.annotations.Nullable;

/** The commands {@code virt-what} and {@code virt-what-cvm}. */
public final class Main {

    /** The system property by which the launcher says under which name it was called. */
    static final String PROGRAM_PROPERTY = "guestscope.program";

    /** The version of virt-what whose lines these are, alone on its line as scripts that compare it expect. */
    private static final String VERSION = "1.27";

    private static final String VIRT_WHAT = "virt-what";
    private static final String VIRT_WHAT_CVM = "virt-what-cvm";

    private Main() {}

    /** Runs the command that the launcher names, virt-what if it names none. */
    public static void main(String[] args) {
        String program = System.getProperty(PROGRAM_PROPERTY, VIRT_WHAT);
        if (program.endsWith(VIRT_WHAT_CVM)) {
            Tool.main(program, args, new Tool.Body() {
                @Override
                public int run(String[] words, Console console) throws Exception {
                    return runCvm(program, words, console);
                }
            });
        } else {
            Tool.main(program, args, new Tool.Body() {
                @Override
                public int run(String[] words, Console console) throws Exception {
                    return runVirtWhat(program, words, console);
                }
            });
        }
    }

    /** virt-what with these words, on these streams; answers the exit status. */
    static int runVirtWhat(String program, String[] words, Console console) throws CommandFailure, IOException {
        Arguments arguments = Arguments.ofVirtWhat(words);
        switch (arguments.form()) {
            case HELP -> console.out().print(UsageHelp.text(Arguments.OPTIONS));
            case VERSION -> console.out().println(VERSION);
            default -> report(program, arguments, console);
        }
        return 0;
    }

    /** virt-what-cvm with these words, on these streams; answers the exit status. */
    static int runCvm(String program, String[] words, Console console) throws CommandFailure, IOException {
        Arguments arguments;
        try {
            arguments = Arguments.ofVirtWhatCvm(words);
        } catch (UsageFailure e) {
            Tool.complain(program, e.getMessage(), console);
            usage(program, console.err());
            return 1;
        }
        switch (arguments.form()) {
            case HELP -> usage(program, console.out());
            case VERSION -> console.out().println(VERSION);
            default -> report(program, arguments, console);
        }
        return 0;
    }

    private static void usage(String program, PrintStream stream) {
        stream.println(
                "Usage: " + program + " " + Arguments.CVM_OPTIONS.synopsis().get(0));
    }

    private static void report(String program, Arguments arguments, Console console)
            throws CommandFailure, IOException {
        Evidence evidence = evidence(arguments);
        if (arguments.strictRoot() && arguments.testRoot() == null) {
            requireRoot(evidence);
        }
        Findings findings;
        if (arguments.confidential()) {
            findings = Findings.confidential(
                    evidence, arguments.debug() ? new Tracer(console.err()) : ConfidentialFacts.SILENT);
        } else if (arguments.extended()) {
            findings = Findings.extended(evidence);
        } else {
            findings = Findings.known(evidence);
        }
        Report.print(arguments.form(), findings, evidence, console.out());
        complainOfUnreadable(program, arguments, evidence, console);
    }

    private static Evidence evidence(Arguments arguments) throws CommandFailure {
        String testRoot = arguments.testRoot();
        if (testRoot == null) {
            return Evidence.ofMachine();
        }
        try {
            return Evidence.below(Path.of(testRoot));
        } catch (InvalidPathException e) {
            throw new CommandFailure("cannot look below the test root: " + testRoot + ": " + e.getReason(), e);
        }
    }

    /**
     * Says on standard error what an ordinary user's answer may lack, unless the answer itself does. Root is told only where the answer as a whole hangs
     * on it (the register of a confidential guest): in a container even root may not read process 1's environment, and
     * scripts that merge the streams would take the line for a fact.
     */
    private static void complainOfUnreadable(String program, Arguments arguments, Evidence evidence, Console console) {
        boolean told = arguments.form() == Arguments.Form.EXPLANATION || arguments.form() == Arguments.Form.JSON;
        if (evidence.root().unreadable().isEmpty()
                || told
                || arguments.testRoot() != null
                || !arguments.confidential() && "0".equals(effectiveUser(evidence))) {
            return;
        }
        Tool.complain(program, "the answer may lack facts: " + Report.unreadable(evidence), console);
    }

    /** Ends the command unless the effective user is root, in the peer's words. */
    private static void requireRoot(Evidence evidence) throws CommandFailure {
        String user = effectiveUser(evidence);
        if (user == null) {
            throw new CommandFailure("failed to get current user id");
        }
        if (!user.equals("0")) {
            throw new CommandFailure("this script must be run as root");
        }
    }

    /**
     * The effective user's number, from the kernel's file about this process, which costs neither a library nor a
     * process: the second of the four behind {@code Uid:}. Null when it cannot be told.
     */
    private static @Nullable String effectiveUser(Evidence evidence) {
        String text = evidence.root().text("/proc/self/status");
        int start = text == null ? -1 : text.indexOf("\nUid:\t");
        if (text == null || start < 0) {
            return null;
        }
        int real = start + "\nUid:\t".length();
        int effective = text.indexOf('\t', real) + 1;
        int end = text.indexOf('\t', effective);
        return end < 0 ? null : text.substring(effective, end);
    }

    /** Prints virt-what-cvm's trace. */
    private record Tracer(PrintStream stream) implements ConfidentialFacts.Trace {
        @Override
        public void line(String text) {
            stream.println(PrintableText.of(text));
        }
    }
}
