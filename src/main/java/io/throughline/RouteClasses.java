package io.throughline;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.support.scan.DefaultPackageScanClassResolver;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Where the routes come from: compiled into the jar, or read from the folder {@code routes/} and read again as they are
 * edited. Never both: Camel would find every route twice.
 */
public final class RouteClasses {

    /** What Camel looks for when nothing is configured; there is nothing of it in the jar. */
    private static final String CAMELS_OWN = new MainConfigurationProperties().getRoutesIncludePattern();

    private RouteClasses() {}

    /** One new builder per class, policies and templates among them. */
    public static List<RoutesBuilder> find() {
        DefaultPackageScanClassResolver resolver = new DefaultPackageScanClassResolver();
        resolver.addClassLoader(RouteClasses.class.getClassLoader());
        ServiceHelper.startService(resolver);
        return resolver.findImplementations(RoutesBuilder.class, "policies", "systems", "flows", "operations").stream()
                .filter(type -> !type.isInterface() && !Modifier.isAbstract(type.getModifiers()))
                .filter(type -> type.getEnclosingClass() == null)
                .sorted(Comparator.comparing(Class::getName))
                .map(RouteClasses::create)
                .toList();
    }

    /**
     * Gives the routes to Camel, which refuses to start when it was also told to read routes from files.
     *
     * @param mode {@code live} for the folder {@code routes/} of the working folder, empty or {@code compiled} else
     * @throws IllegalArgumentException for any other mode
     */
    static void addTo(Main main, String mode) {
        switch (mode == null ? "" : mode.strip()) {
            case "", "compiled" -> {
                find().forEach(main.configure()::addRoutesBuilder);
                refuseFiles(main);
            }
            case "live" -> {
                main.configure().setRoutesIncludePattern("file:routes/**/*.java");
                main.configure().setRoutesReloadEnabled(true);
                main.configure().setRoutesReloadDirectory("routes");
                main.configure().setRoutesReloadDirectoryRecursive(true);
                main.configure().setRoutesReloadPattern("**/*.java");
            }
            default -> throw new IllegalArgumentException(
                    "THROUGHLINE_ROUTES must be live or compiled, not " + mode.strip());
        }
    }

    /** Makes a start with compiled routes fail when Camel is configured to load routes from files as well. */
    public static void refuseFiles(Main main) {
        // Camel runs this before it adds the first route, and after it has read its settings from everywhere.
        main.configure().addRoutesBuilder(new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                String pattern = main.configure().getRoutesIncludePattern();
                if (pattern != null && !pattern.isBlank() && !pattern.equals(CAMELS_OWN)) {
                    throw new IllegalStateException("camel.main.routesIncludePattern=" + pattern
                            + " beside the compiled routes would bring every route twice: leave it out, or set"
                            + " THROUGHLINE_ROUTES=live to run the files of routes/ instead of the compiled ones");
                }
            }
        });
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
