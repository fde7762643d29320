package policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.builder.ExpressionBuilder;
import org.apache.camel.support.builder.ValueBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** What Camel does without a word, one test each: first the trap on plain Camel, then what stops us from falling in. */
class SilentTrapsTest {

    @Test
    void t1_a_mistyped_policy_applies_nothing_and_the_linter_says_so() throws Exception {
        try (Trap trap = new Trap()) {
            trap.policy("command", policy -> policy.errorHandler(Trap.deadLetters()))
                    .policy(null, policy -> policy.errorHandler(Trap.deadLetters()))
                    .route("direct:in", "in", "comand", route -> route.to(Trap.FAILING))
                    .start();

            assertThat(trap.succeeds("hire")).isFalse();
            assertThat(trap.at("mock:dead")).isEmpty();

            assertThat(trap.broken()).containsExactly("policy-exists");
        }
    }

    @Test
    void t2_a_sub_route_without_policy_escapes_that_of_its_caller_and_the_linter_says_so() throws Exception {
        try (Trap trap = new Trap()) {
            trap.policy("command", policy -> policy.errorHandler(Trap.deadLetters()))
                    .route("direct:in", "in", "command", route -> route.to("direct:sub"))
                    .route("direct:sub", "sub", null, route -> route.to(Trap.FAILING))
                    .start();

            assertThat(trap.succeeds("hire")).isFalse();
            assertThat(trap.at("mock:dead")).isEmpty();

            assertThat(trap.broken()).containsExactly("direct-policy");
        }
    }

    @Test
    void t3_an_exception_clause_dead_letters_the_half_made_body_and_the_linter_says_so() throws Exception {
        try (Trap trap = new Trap()) {
            trap.policy("command", policy -> policy.errorHandler(Trap.deadLetters())
                            .onException(IllegalStateException.class)
                            .maximumRedeliveries(0))
                    .route("direct:in", "in", "command", route -> route.setBody(value("half made"))
                            .to(Trap.FAILING))
                    .start();

            assertThat(trap.succeeds("hire")).isTrue();
            assertThat(trap.at("mock:dead")).containsExactly("half made");

            assertThat(trap.broken()).containsExactly("dead-letter-original");
        }
        try (Trap good = new Trap()) {
            good.policy("command", policy -> policy.errorHandler(Trap.deadLetters())
                            .onException(IllegalStateException.class)
                            .useOriginalMessage()
                            .maximumRedeliveries(0))
                    .route("direct:in", "in", "command", route -> route.setBody(value("half made"))
                            .to(Trap.FAILING))
                    .start();

            assertThat(good.succeeds("hire")).isTrue();
            assertThat(good.at("mock:dead")).containsExactly("hire");
            assertThat(good.broken()).isEmpty();
        }
    }

    @Test
    void t4_a_failed_dead_letter_loses_the_message_and_the_linter_says_so() throws Exception {
        try (Trap trap = new Trap()) {
            trap.policy("command", policy -> {
                        var channel = Trap.bareDeadLetters(Trap.FAILING);
                        channel.useOriginalMessage();
                        policy.errorHandler(channel);
                    })
                    .route("direct:in", "in", "command", route -> route.to(Trap.FAILING))
                    .start();

            assertThat(trap.succeeds("hire")).as("although it is nowhere").isTrue();

            assertThat(trap.broken()).containsExactly("dead-letter-send");
        }
    }

    @Test
    void t5_a_transaction_beside_a_dead_letter_channel_commits_and_the_linter_says_so() throws Exception {
        try (Trap trap = new Trap()) {
            Transactions transactions = new Transactions();
            trap.context.getRegistry().bind("db", new SpringTransactionPolicy(transactions));
            trap.policy("command", policy -> policy.errorHandler(Trap.deadLetters()))
                    .route("direct:in", "in", "command", route -> route.transacted("db")
                            .to(Trap.FAILING))
                    .start();

            assertThat(trap.succeeds("hire")).isTrue();
            assertThat(trap.at("mock:dead")).hasSize(1);
            assertThat(transactions.committed).as("although the route failed").isEqualTo(1);

            assertThat(trap.broken()).containsExactly("dead-letter-transacted");
        }
    }

    /** Camel 4.18.2 gives the key back when the route itself failed, not when parts of it did. */
    @Test
    void t6_an_idempotent_consumer_drops_the_replay_of_a_dead_letter_and_the_linter_says_so() throws Exception {
        try (Trap trap = new Trap()) {
            var seen = MemoryIdempotentRepository.memoryIdempotentRepository();
            trap.policy("command", policy -> policy.errorHandler(Trap.deadLetters()))
                    .route("direct:in", "in", "command", route -> route.idempotentConsumer(header("id"), seen)
                            .to("mock:worked-on")
                            .split(body())
                            .to(Trap.FAILING)
                            .end()
                            .end())
                    .start();

            trap.succeeds("hire", "e-42");
            assertThat(trap.at("mock:dead")).hasSize(1);
            trap.succeeds("hire", "e-42");
            assertThat(trap.at("mock:worked-on")).as("the replay is dropped").hasSize(1);

            assertThat(trap.broken()).contains("dead-letter-idempotent");
        }
    }

    @Test
    void t7_a_split_goes_on_as_success_when_parts_fail_and_the_linter_says_so() throws Exception {
        try (Trap trap = new Trap()) {
            trap.policy("command", policy -> policy.errorHandler(Trap.deadLetters()))
                    .route("direct:in", "in", "command", route -> route.split(body())
                            .to(Trap.FAILING)
                            .end()
                            .to("mock:all-done"))
                    .start();

            assertThat(trap.succeeds(List.of("a", "b"))).isTrue();
            assertThat(trap.at("mock:dead")).containsExactly("a", "b");
            assertThat(trap.at("mock:all-done")).hasSize(1);

            assertThat(trap.broken()).containsExactly("parts-stop-and-share");
        }
        try (Trap good = new Trap()) {
            good.policy("command", policy -> policy.errorHandler(Trap.deadLetters()))
                    .route("direct:in", "in", "command", route -> route.split(body())
                            .stopOnException()
                            .shareUnitOfWork()
                            .to(Trap.FAILING)
                            .end()
                            .to("mock:all-done"))
                    .start();

            good.succeeds(List.of("a", "b"));
            assertThat(good.at("mock:dead")).containsExactly(List.of("a", "b"));
            assertThat(good.at("mock:all-done")).isEmpty();
            assertThat(good.broken()).isEmpty();
        }
    }

    @Test
    void t8_routes_keep_the_nesting_that_formatters_of_java_flatten() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String formatted = pom.substring(pom.indexOf("<java>"), pom.indexOf("</java>"));
        assertThat(formatted).contains("palantirJavaFormat").doesNotContain("<include>routes");

        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size() - 1; i++) {
                    String line = lines.get(i).strip();
                    boolean opens = line.matches("\\.(choice|split|multicast|loopDoWhile|filter)\\(.*")
                            && !line.endsWith(".end()");
                    if (opens) {
                        assertThat(indent(lines.get(i + 1)))
                                .as("%s:%d stands inside", file, i + 2)
                                .isGreaterThan(indent(lines.get(i)));
                    }
                }
            }
        }
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static ValueBuilder value(String text) {
        return new ValueBuilder(ExpressionBuilder.constantExpression(text));
    }

    private static ValueBuilder header(String name) {
        return new ValueBuilder(ExpressionBuilder.headerExpression(name));
    }

    private static ValueBuilder body() {
        return new ValueBuilder(ExpressionBuilder.bodyExpression());
    }

    /** Counts what would have been committed. */
    private static final class Transactions extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        private int committed;

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            committed++;
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}
