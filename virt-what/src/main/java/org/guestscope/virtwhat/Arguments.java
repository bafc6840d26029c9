package org.guestscope.virtwhat;

import java.util.List;
import org.guestscope.cli.CommandFailure;
import org.guestscope.cli.GetOpt;
import org.guestscope.cli.Option;
import org.guestscope.cli.OptionTable;
import org.guestscope.cli.UsageFailure;
import org.jspecify.annotations.Nullable;

/**
 * A command line of virt-what or virt-what-cvm.
 *
 * <p>The two read theirs differently, as the tools they stand for do: virt-what word by word, the first that asks for
 * help or the version, or is wrong, decides; virt-what-cvm by getopt's rules.
 */
public final class Arguments {

    /** What to print. */
    enum Form {
        /** A fact a line. */
        FACTS,
        /** Each fact with its evidence. */
        EXPLANATION,
        /** The layers from the cloud inwards. */
        TREE,
        JSON,
        HELP,
        VERSION
    }

    /** The options of virt-what; the manual is made of them too. */
    public static final OptionTable OPTIONS = new OptionTable(
            "virt-what",
            List.of("[--extended|--explain|--tree|--json] [--cvm] [--strict-root]", "--help | --version"),
            "Prints what this machine runs in: a fact a line, nothing on bare metal.",
            List.of(
                    Option.flag((char) 0, "cvm", "Only tell how the memory of a confidential guest is protected.")
                            .ofOurs(),
                    Option.flag((char) 0, "extended", "Add facts that other versions of virt-what do not know.")
                            .ofOurs(),
                    Option.flag((char) 0, "explain", "Like --extended, with what was seen for each fact.")
                            .ofOurs(),
                    Option.flag((char) 0, "tree", "Like --extended, as layers from the cloud to the container.")
                            .ofOurs(),
                    Option.flag((char) 0, "json", "Like --extended, with layers and evidence, as JSON.")
                            .ofOurs(),
                    Option.flag((char) 0, "strict-root", "Refuse to run as an ordinary user.")
                            .ofOurs(),
                    Option.value((char) 0, "test-root", "DIR", "Look at the tree below DIR instead of this machine."),
                    Option.flag((char) 0, "help", "Show this help and exit."),
                    Option.flag('v', "version", "Show the version and exit.")));

    /** The options of virt-what-cvm. */
    public static final OptionTable CVM_OPTIONS = new OptionTable(
            "virt-what-cvm",
            List.of("[--debug|-d] [--help|-h] [--version|-v]"),
            "Prints how the memory of a confidential guest is protected.",
            List.of(
                    Option.flag('d', "debug", "Trace the questions to the processor."),
                    Option.flag('h', "help", "Show a usage line and exit."),
                    Option.value((char) 0, "test-root", "DIR", "Look at the tree below DIR instead of this machine."),
                    Option.flag('v', "version", "Show the version and exit.")));

    private Form form = Form.FACTS;
    private boolean confidential;
    private boolean extended;
    private boolean strictRoot;
    private boolean debug;
    private @Nullable String testRoot;

    private Arguments() {}

    /** Reads virt-what's command line. */
    static Arguments ofVirtWhat(String[] words) throws CommandFailure {
        Arguments arguments = new Arguments();
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            switch (word) {
                case "--help" -> {
                    arguments.form = Form.HELP;
                    return arguments;
                }
                case "-v", "--version" -> {
                    arguments.form = Form.VERSION;
                    return arguments;
                }
                case "--" -> {
                    if (i + 1 < words.length) {
                        throw new CommandFailure("extra operand '" + words[i + 1] + "'");
                    }
                }
                case "--cvm" -> arguments.confidential = true;
                case "--extended" -> arguments.extended = true;
                case "--explain" -> arguments.form = Form.EXPLANATION;
                case "--tree" -> arguments.form = Form.TREE;
                case "--json" -> arguments.form = Form.JSON;
                case "--strict-root" -> arguments.strictRoot = true;
                default -> arguments.takeOther(word);
            }
        }
        return arguments;
    }

    private void takeOther(String word) throws CommandFailure {
        if (!word.startsWith("--test-root=")) {
            throw new CommandFailure("unrecognized option '" + word + "'");
        }
        // Behind the last equals sign: the peer's rule, which rules out such a sign in the name.
        testRoot = word.substring(word.lastIndexOf('=') + 1);
        if (testRoot.isEmpty()) {
            throw new CommandFailure("--test-root option requires a value");
        }
    }

    /** Reads virt-what-cvm's command line; operands are passed over. */
    static Arguments ofVirtWhatCvm(String[] words) throws UsageFailure {
        Arguments arguments = new Arguments();
        arguments.confidential = true;
        for (GetOpt.Given given : GetOpt.parse(CVM_OPTIONS, words).options()) {
            switch (given.option().key()) {
                case "debug" -> arguments.debug = true;
                case "test-root" -> arguments.testRoot = given.argument();
                case "help" -> {
                    arguments.form = Form.HELP;
                    return arguments;
                }
                default -> {
                    arguments.form = Form.VERSION;
                    return arguments;
                }
            }
        }
        return arguments;
    }

    Form form() {
        return form;
    }

    /** Whether only the protection of a confidential guest is asked for. */
    boolean confidential() {
        return confidential;
    }

    /** Whether facts beyond the known ones are asked for; every form but the plain lines includes them. */
    boolean extended() {
        return extended || form != Form.FACTS;
    }

    boolean strictRoot() {
        return strictRoot;
    }

    boolean debug() {
        return debug;
    }

    /** The directory that stands for the machine; null for the machine itself. */
    @Nullable String testRoot() {
        return testRoot;
    }
}
