package io.throughline.mapping;

import java.util.AbstractList;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * A list whose elements are made when they are asked for and not kept, so that a long document costs no more memory than
 * its text. Read it once, from the front.
 */
final class OnDemand<T> extends AbstractList<T> implements RandomAccess {

    private final int size;
    private final IntFunction<T> make;

    OnDemand(int size, IntFunction<T> make) {
        this.size = size;
        this.make = make;
    }

    @Override
    public T get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("Index " + index + " of " + size);
        }
        return make.apply(index);
    }

    @Override
    public int size() {
        return size;
    }
}
