package io.throughline.mapping;

import java.io.IOException;
import java.io.Writer;

/** Text that refuses to grow beyond a limit. */
final class LimitedText extends Writer {

    private final String who;
    private final int limit;
    private final StringBuilder text = new StringBuilder();

    LimitedText(String who, int limit) {
        this.who = who;
        this.limit = limit;
    }

    @Override
    public void write(char[] part, int start, int length) throws IOException {
        if (text.length() + length > limit) {
            throw new IOException("the output of " + who + " is larger than " + limit + " characters");
        }
        text.append(part, start, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return text.toString();
    }
}
