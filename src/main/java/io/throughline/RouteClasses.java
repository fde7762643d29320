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

/** Finds the compiled routes: every routes builder in the four folders of {@code routes/}, and no other source. */
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

    /** Gives the compiled routes to Camel, which refuses to start when it was also told to read routes from files. */
    static void addTo(Main main) {
        find().forEach(main.configure()::addRoutesBuilder);
        refuseFiles(main);
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
                            + " beside the compiled routes would bring every route twice: leave it out, the files of"
                            + " routes/ are in the jar already");
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
