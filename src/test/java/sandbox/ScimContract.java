package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the Scim connector relies on; holds for the sandbox and for a real server alike. */
abstract class ScimContract {

    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private final String unique = UUID.randomUUID().toString();

    /** A client whose base address is that of the service, with the right token. */
    abstract Client scim();

    @Test
    void the_service_says_that_it_patches_and_filters() {
        JsonNode config = scim().get("/ServiceProviderConfig").json();

        assertThat(config.path("patch").path("supported").asBoolean()).isTrue();
        assertThat(config.path("filter").path("supported").asBoolean()).isTrue();
    }

    @Test
    void a_created_user_is_answered_with_id_and_extension_and_found_by_both_keys() {
        Client.Answer created = scim().post("/Users", user());

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Content-Type")).startsWith("application/scim+json");
        JsonNode user = created.json();
        assertThat(user.path("meta").path("location").asText())
                .endsWith("/Users/" + user.path("id").asText());
        assertThat(user.path("active").asBoolean(true)).isFalse();
        assertThat(user.path(ENTERPRISE).path("costCenter").asText()).isEqualTo("CC-4100");
        assertThat(found("externalId eq \"W-" + unique + "\""))
                .isEqualTo(user.path("id").asText());
        assertThat(found("userName eq \"Lena." + unique + "\""))
                .isEqualTo(user.path("id").asText());
        assertThat(found("externalId eq \"w-" + unique + "\""))
                .as("letter case counts")
                .isNull();
        assertThat(found("userName eq \"Nobody." + unique + "\"")).isNull();
    }

    @Test
    void a_taken_user_name_is_a_conflict_whatever_its_letter_case() {
        scim().post("/Users", user());

        Client.Answer same = scim().post("/Users", user());
        Client.Answer lower = scim().post("/Users", user().replace("Lena." + unique, "lena." + unique));

        assertThat(same.status()).isEqualTo(409);
        assertThat(same.json().path("scimType").asText()).isEqualTo("uniqueness");
        assertThat(same.json().path("status").asText()).isEqualTo("409");
        assertThat(lower.status()).isEqualTo(409);
    }

    @Test
    void an_external_id_is_not_kept_unique() {
        scim().post("/Users", user());
        assertThat(scim().post("/Users", user().replace("Lena.", "Other.")).status())
                .isEqualTo(201);

        assertThat(list("externalId eq \"W-" + unique + "\"")
                        .path("totalResults")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void patches_change_the_state_and_attributes_of_the_extension() {
        String id = create();

        JsonNode patched = patch(
                        id,
                        "{\"op\":\"replace\",\"path\":\"active\",\"value\":true},{\"op\":\"Replace\",\"path\":\""
                                + ENTERPRISE + ":costCenter\",\"value\":\"CC-4200\"}")
                .json();

        assertThat(patched.path("active").asBoolean()).isTrue();
        assertThat(patched.path(ENTERPRISE).path("costCenter").asText()).isEqualTo("CC-4200");
        assertThat(patched.path(ENTERPRISE).path("employeeNumber").asText()).isEqualTo("121");
        assertThat(patch(id, "{\"op\":\"replace\",\"path\":\"name.familyName\",\"value\":\"Neu\"}")
                        .json()
                        .path("name")
                        .path("familyName")
                        .asText())
                .isEqualTo("Neu");
        assertThat(patch(id, "{\"op\":\"replace\",\"value\":{\"active\":false,\"title\":\"Lead\"}}")
                        .json()
                        .path("active")
                        .asBoolean(true))
                .isFalse();
        assertThat(patch(id, "{\"op\":\"remove\",\"path\":\"title\"}").json().has("title"))
                .isFalse();
        assertThat(patch(
                                id,
                                "{\"op\":\"replace\",\"path\":\"emails[type eq \\\"work\\\"].value\",\"value\":\"n@x.example\"}")
                        .json()
                        .path("emails")
                        .path(0)
                        .path("value")
                        .asText())
                .isEqualTo("n@x.example");
        assertThat(scim().get("/Users/" + id).json().path("active").asBoolean(true))
                .isFalse();
    }

    @Test
    void patches_the_service_cannot_follow_are_refused_with_their_reason() {
        String id = create();

        assertThat(reason(patch(id, "{\"op\":\"replace\",\"path\":\"nonsense\",\"value\":\"x\"}")))
                .isEqualTo("400 invalidPath");
        assertThat(reason(patch(id, "{\"op\":\"frobnicate\",\"path\":\"title\",\"value\":\"x\"}")))
                .isEqualTo("400 invalidSyntax");
        assertThat(reason(patch(id, "{\"op\":\"replace\",\"path\":\"active\",\"value\":\"maybe\"}")))
                .isEqualTo("400 invalidValue");
        assertThat(reason(patch(id, "{\"op\":\"remove\",\"path\":\"userName\"}")))
                .isEqualTo("400 invalidValue");
        assertThat(reason(patch(
                        id, "{\"op\":\"replace\",\"path\":\"" + ENTERPRISE + ":manager.value\",\"value\":\"z\"}")))
                .isEqualTo("400 noTarget");
        assertThat(reason(scim().patch("/Users/" + id, "{\"Operations\":[]}"))).isEqualTo("400 invalidSyntax");
        assertThat(patch("nobody", "{\"op\":\"replace\",\"path\":\"active\",\"value\":true}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_patch_to_a_taken_user_name_is_a_conflict() {
        String id = create();
        scim().post("/Users", user().replace("Lena.", "Other."));

        Client.Answer answer =
                patch(id, "{\"op\":\"replace\",\"path\":\"userName\",\"value\":\"Other." + unique + "\"}");

        assertThat(reason(answer)).isEqualTo("409 uniqueness");
    }

    @Test
    void a_put_replaces_everything() {
        String id = create();

        JsonNode put = scim().put(
                        "/Users/" + id,
                        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"]," + "\"userName\":\"New."
                                + unique + "\"}")
                .json();

        assertThat(put.path("id").asText()).isEqualTo(id);
        assertThat(put.has("externalId")).isFalse();
        assertThat(put.has(ENTERPRISE)).isFalse();
        assertThat(found("externalId eq \"W-" + unique + "\"")).isNull();
    }

    @Test
    void lists_come_in_pages() {
        scim().post("/Users", user());
        scim().post("/Users", user().replace("Lena.", "Other."));
        String filter = "/Users?filter=" + Client.encoded("externalId eq \"W-" + unique + "\"");

        JsonNode first = scim().get(filter + "&startIndex=1&count=1").json();
        JsonNode second = scim().get(filter + "&startIndex=2&count=1").json();

        assertThat(first.path("itemsPerPage").asInt()).isEqualTo(1);
        assertThat(first.path("totalResults").asInt()).isEqualTo(2);
        assertThat(second.path("startIndex").asInt()).isEqualTo(2);
        assertThat(first.path("Resources")).hasSize(1);
        assertThat(second.path("Resources").path(0).path("id"))
                .isNotEqualTo(first.path("Resources").path(0).path("id"));
    }

    @Test
    void what_is_no_user_is_refused() {
        assertThat(reason(scim().post(
                                "/Users",
                                "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],"
                                        + "\"name\":{\"givenName\":\"N\"}}")))
                .isEqualTo("400 invalidValue");
        assertThat(reason(scim().post("/Users", user().replace("\"active\":false", "\"active\":\"ja\""))))
                .isEqualTo("400 invalidValue");
        assertThat(scim().post("/Users", "{nonsense").status()).isEqualTo(400);
        assertThat(scim().post("/Users", user().replace("\"title\"", "\"nonsense\""))
                        .status())
                .as("unknown attributes are ignored")
                .isEqualTo(201);
    }

    @Test
    void an_unreadable_filter_is_refused_and_one_on_an_unknown_attribute_finds_nothing() {
        assertThat(reason(scim().get("/Users?filter=" + Client.encoded("externalId eqq \"x\""))))
                .isEqualTo("400 invalidFilter");
        assertThat(found("nonsense eq \"x\"")).isNull();
    }

    @Test
    void a_deleted_user_is_gone() {
        String id = create();

        assertThat(scim().delete("/Users/" + id).status()).isEqualTo(204);
        assertThat(scim().get("/Users/" + id).status()).isEqualTo(404);
        assertThat(scim().delete("/Users/" + id).status()).isEqualTo(404);
        assertThat(scim().post("/Users", user()).status())
                .as("its name is free again")
                .isEqualTo(201);
    }

    @Test
    void a_wrong_token_is_refused() {
        Client.Answer answer = scim().with("wrong").get("/Users");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("status").asText()).isEqualTo("401");
    }

    private String create() {
        return scim().post("/Users", user()).json().path("id").asText();
    }

    private Client.Answer patch(String id, String operations) {
        return scim().patch("/Users/" + id, "{\"schemas\":[\"" + PATCH + "\"],\"Operations\":[" + operations + "]}");
    }

    private JsonNode list(String filter) {
        return scim().get("/Users?filter=" + Client.encoded(filter)).json();
    }

    private String found(String filter) {
        JsonNode list = list(filter);
        return list.path("totalResults").asInt() == 0
                ? null
                : list.path("Resources").path(0).path("id").asText();
    }

    private static String reason(Client.Answer answer) {
        return answer.status() + " " + answer.json().path("scimType").asText();
    }

    private String user() {
        return "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\",\"" + ENTERPRISE + "\"],"
                + "\"externalId\":\"W-" + unique + "\",\"userName\":\"Lena." + unique + "\","
                + "\"name\":{\"familyName\":\"Fischer\",\"givenName\":\"Lena\"},\"title\":\"Senior Architect\","
                + "\"emails\":[{\"value\":\"lena@x.example\",\"type\":\"work\",\"primary\":true}],\"active\":false,\""
                + ENTERPRISE
                + "\":{\"employeeNumber\":\"121\",\"costCenter\":\"CC-4100\",\"manager\":{\"value\":\"8f1c\"}}}";
    }
}
