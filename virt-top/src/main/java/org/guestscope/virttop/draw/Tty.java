package org.guestscope.virttop.draw;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.terminal.ansi.UnixLikeTerminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.guestscope.virttop.jna.Libc;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/**
 * The terminal on standard output, set up through termios rather than by running stty, which takes four processes at
 * each start and cannot be relied upon while the JVM goes down.
 */
final class Tty extends UnixLikeTerminal {

    private static final int OUTPUT = 1;
    private static final int DRAWING_SECONDS = 2;
    private static final TerminalSize FALLBACK = new TerminalSize(80, 24);

    private final ReentrantLock lock = new ReentrantLock();
    private boolean mouse;
    private boolean givenBack;

    /** Set by the constructor above this one: it must have no initial value of its own. */
    private byte @Nullable [] saved;

    Tty(InputStream input, OutputStream output, Charset charset) throws IOException {
        super(input, output, charset, CtrlCBehaviour.CTRL_C_KILLS_APPLICATION);
        getInputDecoder().addProfile(new SgrMouse());
    }

    /** Has presses and the wheel of a mouse come in as {@link com.googlecode.lanterna.input.MouseAction}s. */
    void captureMouse() throws IOException {
        mouse = true;
        write(SgrMouse.ON);
        flush();
    }

    private void write(String sequence) throws IOException {
        writeToTerminal(sequence.getBytes(StandardCharsets.US_ASCII));
    }

    /** Something that is drawn. */
    @FunctionalInterface
    interface Drawing {
        void draw() throws IOException;
    }

    /** Draws, unless a signal has had the terminal given back by now. */
    void draw(Drawing drawing) throws IOException {
        lock.lock();
        try {
            if (!givenBack) {
                drawing.draw();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives the screen back, once; the shutdown hooks of both the session and Lanterna come here, while another thread may
     * be drawing. A terminal that takes nothing, as after ^S, must not keep the process from ending.
     */
    @Override
    public void exitPrivateMode() throws IOException {
        boolean alone = false;
        try {
            alone = lock.tryLock(DRAWING_SECONDS, TimeUnit.SECONDS);
            if (!givenBack) {
                givenBack = true;
                if (mouse) {
                    write(SgrMouse.OFF);
                }
                super.exitPrivateMode();
                flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (alone) {
                lock.unlock();
            }
        }
    }

    private static byte[] attributes() throws IOException {
        byte[] termios = new byte[Libc.TERMIOS_BYTES];
        if (Libc.tcgetattr(OUTPUT, termios) != 0) {
            throw new IOException("standard output is not a terminal");
        }
        return termios;
    }

    private static void setFlags(int offset, int flags, boolean on) throws IOException {
        byte[] termios = attributes();
        ByteBuffer buffer = ByteBuffer.wrap(termios).order(ByteOrder.nativeOrder());
        int value = buffer.getInt(offset);
        buffer.putInt(offset, on ? value | flags : value & ~flags);
        apply(termios);
    }

    private static void apply(byte[] termios) throws IOException {
        if (Libc.tcsetattr(OUTPUT, Libc.TCSADRAIN, termios) != 0) {
            throw new IOException("could not set up the terminal");
        }
    }

    @Override
    protected void saveTerminalSettings() throws IOException {
        saved = attributes();
    }

    @Override
    protected void restoreTerminalSettings() throws IOException {
        if (saved != null) {
            apply(saved);
        }
    }

    @Override
    protected void keyEchoEnabled(boolean enabled) throws IOException {
        setFlags(Libc.C_LFLAG, Libc.ECHO, enabled);
    }

    @Override
    protected void canonicalMode(boolean enabled) throws IOException {
        setFlags(Libc.C_LFLAG, Libc.ICANON | Libc.IEXTEN, enabled);
        setFlags(Libc.C_IFLAG, Libc.IXON, enabled);
        if (!enabled) {
            byte[] termios = attributes();
            termios[Libc.C_CC + Libc.VMIN] = 1;
            termios[Libc.C_CC + Libc.VTIME] = 0;
            // ^Z would leave the shell with a screen that is not its own; ^C ends the program, hooks and all.
            termios[Libc.C_CC + Libc.VSUSP] = 0;
            apply(termios);
        }
    }

    @Override
    protected void keyStrokeSignalsEnabled(boolean enabled) {
        // They stay: ^C is a signal like any other, and whoever sends one gets the terminal back.
    }

    @Override
    protected TerminalSize findTerminalSize() {
        byte[] winsize = new byte[Libc.WINSIZE_BYTES];
        if (Libc.ioctl(OUTPUT, Libc.TIOCGWINSZ, winsize) != 0) {
            return FALLBACK;
        }
        ByteBuffer buffer = ByteBuffer.wrap(winsize).order(ByteOrder.nativeOrder());
        int rows = Short.toUnsignedInt(buffer.getShort());
        int columns = Short.toUnsignedInt(buffer.getShort());
        return rows == 0 || columns == 0 ? FALLBACK : new TerminalSize(columns, rows);
    }

    @Override
    protected void registerTerminalResizeListener(Runnable onResize) {
        Signal.handle(new Signal("WINCH"), signal -> onResize.run());
    }
}
