package architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/** Who may know whom. */
@AnalyzeClasses(
        packages = {"io.throughline", "flows", "systems", "policies", "operations", "sandbox"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class PackageRulesTest {

    private static final String[] ROUTES = {"flows..", "systems..", "policies..", "operations.."};

    @ArchTest
    static final ArchRule java_never_knows_a_route_or_the_sandbox = noClasses()
            .that()
            .resideInAPackage("io.throughline..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("flows..", "systems..", "policies..", "operations..", "sandbox..");

    @ArchTest
    static final ArchRule routes_never_know_the_sandbox = noClasses()
            .that()
            .resideInAnyPackage(ROUTES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("sandbox..");

    @ArchTest
    static final ArchRule rules_and_records_are_free_of_camel_sql_and_jms = noClasses()
            .that()
            .resideInAnyPackage("io.throughline.people..", "io.throughline.work..", "io.throughline.money..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "java.sql..", "javax.sql..", "jakarta.jms..");

    @ArchTest
    static final ArchRule routes_hold_no_code_of_their_own = noClasses()
            .that()
            .resideInAnyPackage(ROUTES)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Message.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Exchange.class);

    @ArchTest
    static final ArchRule routes_write_their_endpoints_out = noClasses()
            .that()
            .areAssignableTo(RouteBuilder.class)
            .should()
            .beAssignableTo("org.apache.camel.builder.endpoint.EndpointRouteBuilder");

    /** A doFinally that gives something back and lets the failure pass is no handler. */
    @ArchTest
    static final ArchRule failure_is_handled_in_policies_only = noClasses()
            .that()
            .resideInAnyPackage("flows..", "systems..", "operations..")
            .should()
            .callMethodWhere(new com.tngtech.archunit.base.DescribedPredicate<>("a failure handler is set") {
                @Override
                public boolean test(com.tngtech.archunit.core.domain.JavaMethodCall call) {
                    String name = call.getTarget().getName();
                    return name.equals("onException")
                            || name.equals("errorHandler")
                            || name.equals("doCatch")
                            || name.equals("transacted");
                }
            });

    @ArchTest
    static final ArchRule flows_and_systems_meet_on_queues = noClasses()
            .that()
            .resideInAPackage("flows..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("systems..");

    @ArchTest
    static final ArchRule packages_form_no_cycles =
            slices().matching("io.throughline.(*)..").should().beFreeOfCycles();

    @ArchTest
    static void the_rules_see_routes_and_product(JavaClasses classes) {
        if (!classes.contain("flows.Dispatch") || !classes.contain("io.throughline.Wiring")) {
            throw new AssertionError("the rules above looked at nothing");
        }
    }
}
