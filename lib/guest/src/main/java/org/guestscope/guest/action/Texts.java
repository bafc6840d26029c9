package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.jspecify.annotations.Nullable;

/** Reads and searches files as text. */
@Family(title = "text files")
public interface Texts {

    /**
     * Returns the contents of the file {@code path}, which is expected to be a text of moderate size. For large files
     * and for what is not text there is {@code download}.
     */
    @Action(name = "cat", since = "0.0.4", summary = "contents of a text file")
    String cat(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the lines of the text file {@code path}, without their line ends; those of Windows are taken off too.
     */
    @Action(name = "read-lines", since = "0.0.7", summary = "a text file as a list of lines")
    List<String> readLines(@Is(ParamKind.PATH) String path) throws IOException;

    /** Returns true if {@code file1} and {@code file2} hold the same bytes. */
    @Action(name = "equal", since = "1.0.18", summary = "whether two files hold the same bytes")
    boolean equal(@Is(ParamKind.PATH) String file1, @Is(ParamKind.PATH) String file2) throws IOException;

    /** Returns all runs of four or more printable ASCII characters in the file {@code path}. */
    @Action(name = "strings", since = "1.0.22", summary = "runs of printable characters in a file")
    List<String> strings(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns all runs of four or more printable characters in the file {@code path}.
     *
     * @param encoding how characters are stored: {@code s} 7 bits, {@code S} 8 bits, {@code b} and {@code l} 16 bits,
     *     {@code B} and {@code L} 32 bits, the capital or the letter b with the big end first
     */
    @Action(
            name = "strings-e",
            since = "1.0.22",
            summary = "runs of printable characters in a file, in a given encoding")
    List<String> stringsE(String encoding, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the contents of the file {@code path} in hexadecimal, 16 bytes a line, with their offsets and the
     * printable characters beside them.
     */
    @Action(name = "hexdump", since = "1.0.22", summary = "a file in hexadecimal with its printable characters beside")
    String hexdump(@Is(ParamKind.PATH) String path) throws IOException;

    /** Returns the number of lines in the file {@code path}, which is the number of line ends. */
    @Action(name = "wc-l", since = "1.0.54", summary = "number of lines in a file")
    int wcL(@Is(ParamKind.PATH) String path) throws IOException;

    /** Returns the number of words in the file {@code path}: runs of characters that are not blanks. */
    @Action(name = "wc-w", since = "1.0.54", summary = "number of words in a file")
    int wcW(@Is(ParamKind.PATH) String path) throws IOException;

    /** Returns the number of bytes in the file {@code path}. */
    @Action(name = "wc-c", since = "1.0.54", summary = "number of bytes in a file")
    int wcC(@Is(ParamKind.PATH) String path) throws IOException;

    /** Returns the first ten lines of the file {@code path}. */
    @Action(name = "head", since = "1.0.54", summary = "first ten lines of a file")
    List<String> head(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the first {@code nrlines} lines of the file {@code path}; with a negative number all but the last so
     * many.
     */
    @Action(name = "head-n", since = "1.0.54", summary = "first lines of a file")
    List<String> headN(int nrlines, @Is(ParamKind.PATH) String path) throws IOException;

    /** Returns the last ten lines of the file {@code path}. */
    @Action(name = "tail", since = "1.0.54", summary = "last ten lines of a file")
    List<String> tail(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the last {@code nrlines} lines of the file {@code path}; with a negative number all from that line on.
     */
    @Action(name = "tail-n", since = "1.0.54", summary = "last lines of a file")
    List<String> tailN(int nrlines, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the lines of the file {@code path} that match a regular expression, as grep(1) knows them. No match is no
     * error. Only one of {@code extended} and {@code fixed} can be true.
     *
     * <pre>{@code
     * grep ^PermitRoot /etc/ssh/sshd_config
     * }</pre>
     *
     * @param regex the regular expression, of the basic kind unless an option says otherwise
     * @param extended whether it is an extended one; false unless given
     * @param fixed whether it is plain text and no expression; false unless given
     * @param insensitive whether upper and lower case are the same; false unless given
     * @param compressed whether to look into a file compressed with gzip; false unless given
     */
    @Action(
            name = "grep",
            since = "1.0.66",
            aliases = {"grep-opts"},
            summary = "lines of a file that match a pattern")
    List<String> grep(
            String regex,
            @Is(ParamKind.PATH) String path,
            @Opt @Nullable Boolean extended,
            @Opt @Nullable Boolean fixed,
            @Opt @Nullable Boolean insensitive,
            @Opt @Nullable Boolean compressed)
            throws IOException;

    /**
     * Returns what the contents of the compressed file {@code path} are, as {@code file} tells it.
     *
     * @param meth how it is compressed: {@code gzip}, {@code compress} or {@code bzip2}
     */
    @Action(
            name = "zfile",
            since = "1.0.59",
            deprecated = true,
            deprecatedBy = "file",
            summary = "kind of the data inside a compressed file")
    String zfile(String meth, @Is(ParamKind.PATH) String path) throws IOException;

    /** Returns the lines of the file {@code path} that match the extended regular expression {@code regex}. */
    @Action(
            name = "egrep",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines that match an extended regular expression")
    List<String> egrep(String regex, @Is(ParamKind.PATH) String path) throws IOException;

    /** Returns the lines of the file {@code path} that hold the text {@code pattern}. */
    @Action(
            name = "fgrep",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines that hold a fixed text")
    List<String> fgrep(String pattern, @Is(ParamKind.PATH) String path) throws IOException;

    /** Returns the lines of the file {@code path} that match the regular expression {@code regex}, in any case. */
    @Action(
            name = "grepi",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines that match a regular expression in any case")
    List<String> grepi(String regex, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the lines of the file {@code path} that match the extended regular expression {@code regex}, in any case.
     */
    @Action(
            name = "egrepi",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines that match an extended regular expression in any case")
    List<String> egrepi(String regex, @Is(ParamKind.PATH) String path) throws IOException;

    /** Returns the lines of the file {@code path} that hold the text {@code pattern}, in any case. */
    @Action(
            name = "fgrepi",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines that hold a fixed text in any case")
    List<String> fgrepi(String pattern, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the lines of the file {@code path}, compressed with gzip, that match the regular expression {@code
     * regex}.
     */
    @Action(
            name = "zgrep",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines of a compressed file that match a regular expression")
    List<String> zgrep(String regex, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the lines of the file {@code path}, compressed with gzip, that match the extended regular expression
     * {@code regex}.
     */
    @Action(
            name = "zegrep",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines of a compressed file that match an extended regular expression")
    List<String> zegrep(String regex, @Is(ParamKind.PATH) String path) throws IOException;

    /** Returns the lines of the file {@code path}, compressed with gzip, that hold the text {@code pattern}. */
    @Action(
            name = "zfgrep",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines of a compressed file that hold a fixed text")
    List<String> zfgrep(String pattern, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the lines of the file {@code path}, compressed with gzip, that match the regular expression {@code
     * regex}, in any case.
     */
    @Action(
            name = "zgrepi",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines of a compressed file that match a regular expression in any case")
    List<String> zgrepi(String regex, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the lines of the file {@code path}, compressed with gzip, that match the extended regular expression
     * {@code regex}, in any case.
     */
    @Action(
            name = "zegrepi",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines of a compressed file matching an extended expression in any case")
    List<String> zegrepi(String regex, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the lines of the file {@code path}, compressed with gzip, that hold the text {@code pattern}, in any
     * case.
     */
    @Action(
            name = "zfgrepi",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "grep",
            summary = "lines of a compressed file that hold a fixed text in any case")
    List<String> zfgrepi(String pattern, @Is(ParamKind.PATH) String path) throws IOException;
}
