package flows;

import io.throughline.work.DocumentStatus;
import org.apache.camel.builder.RouteBuilder;

/** A document that a system refuses after it has taken it is kept for a person. */
public final class FollowDocuments extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:follow-documents").routeId("follow-documents")
            .routeDescription("Hold a document that its system refused after it had taken it")
            .routeGroup("money")
            .routeConfigurationId("planning")
            .convertBodyTo(DocumentStatus.class).id("follow-documents.read")
            .bean("document-status-rules", "plan").id("follow-documents.plan");
    }
}
