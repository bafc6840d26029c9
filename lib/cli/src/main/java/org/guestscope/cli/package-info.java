/**
 * What the five commands share.
 *
 * <p>Start with {@link org.guestscope.cli.Tool}, which runs a command and turns every failure into one line and an exit
 * status. {@link org.guestscope.cli.OptionTable} declares a command's options once: {@link org.guestscope.cli.GetOpt}
 * parses by it with GNU getopt_long's rules, {@link org.guestscope.cli.UsageHelp} prints it through picocli. The rest
 * are output: {@link org.guestscope.cli.HumanSize}, {@link org.guestscope.cli.PrintableText}, {@link
 * org.guestscope.cli.Csv}, {@link org.guestscope.cli.OpenMetrics}, {@link org.guestscope.cli.Json}, {@link
 * org.guestscope.cli.ProgressLine}.
 *
 * <p>Code here runs in every start of every tool: no regular expressions, streams or {@code String.format} on the way
 * to the first line of output.
 */
@NullMarked
package org.guestscope.cli;

import org.jspecify.annotations.NullMarked;
