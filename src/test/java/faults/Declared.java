package faults;

import io.throughline.contract.Repeatability;
import io.throughline.contract.Safety;
import io.throughline.delivery.http.Connectors;
import io.throughline.delivery.http.Operation;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;

/**
 * Declares another safety for one operation of a connector, as if its target could less than it can: system property
 * {@code faults.operation}, such as {@code kantata/user:NONE} or {@code kantata/user:KEY:2000} with a window in millis.
 */
final class Declared {

    private Declared() {}

    /** Changes the table of operations of this process when the property is set. */
    static void apply() throws ReflectiveOperationException {
        String order = System.getProperty("faults.operation");
        if (order == null) {
            return;
        }
        String[] parts = order.split("[/:]");
        Repeatability how = Repeatability.valueOf(parts[2]);
        Safety safety =
                how == Repeatability.KEY ? Safety.key(Duration.ofMillis(Long.parseLong(parts[3]))) : Safety.of(how);
        List<Operation> changed = Connectors.operations().stream()
                .map(one -> one.system().equals(parts[0]) && one.name().equals(parts[1])
                        ? new Operation(parts[0], parts[1], safety, one.stake())
                        : one)
                .toList();
        replace(Connectors.class.getDeclaredField("OPERATIONS"), changed);
    }

    /** The table is a constant, so it takes more than reflection to change it. */
    private static void replace(Field constant, Object value) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field instance = type.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        Object unsafe = instance.get(null);
        Object base = type.getMethod("staticFieldBase", Field.class).invoke(unsafe, constant);
        Object offset = type.getMethod("staticFieldOffset", Field.class).invoke(unsafe, constant);
        type.getMethod("putObject", Object.class, long.class, Object.class).invoke(unsafe, base, offset, value);
    }
}
