package io.throughline;

import java.lang.reflect.InvocationTargetException;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.support.scan.DefaultPackageScanClassResolver;
import org.apache.camel.support.service.ServiceHelper;

/** Finds the compiled routes: every routes builder in the four folders of {@code routes/}. */
final class RouteClasses {

    private RouteClasses() {}

    static List<RoutesBuilder> find() {
        DefaultPackageScanClassResolver resolver = new DefaultPackageScanClassResolver();
        resolver.addClassLoader(RouteClasses.class.getClassLoader());
        ServiceHelper.startService(resolver);
        return resolver.findImplementations(RoutesBuilder.class, "policies", "systems", "flows", "operations").stream()
                .filter(type -> !type.isInterface() && !java.lang.reflect.Modifier.isAbstract(type.getModifiers()))
                .sorted(Comparator.comparing(Class::getName))
                .map(RouteClasses::create)
                .toList();
    }

    private static RoutesBuilder create(Class<?> type) {
        try {
            return (RoutesBuilder) type.getDeclaredConstructor().newInstance();
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException wrong) {
            throw new IllegalStateException(type.getName() + " needs a public class and constructor", wrong);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException(type.getName() + " could not be created", failed.getCause());
        }
    }
}
