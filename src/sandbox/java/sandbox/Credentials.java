package sandbox;

/** The demo credentials that open the sandbox, and nothing but the sandbox. */
public final class Credentials {

    /** OAuth client id of Salesforce, Kantata, NetSuite and ADP. */
    public static final String CLIENT_ID = "throughline";

    /** OAuth client secret that belongs to {@link #CLIENT_ID}. */
    public static final String CLIENT_SECRET = "sandbox-secret";

    /** Workday's integration system user, with its tenant. */
    public static final String WORKDAY_USER = "ISU_MHA_Integration@mha_demo";

    /** Password of {@link #WORKDAY_USER}. */
    public static final String WORKDAY_PASSWORD = "sandbox-secret";

    /** Bearer token of the SCIM service. */
    public static final String SCIM_TOKEN = "sandbox-scim-token";

    /** API key of BambooHR, the user of HTTP basic authentication; any password goes with it. */
    public static final String BAMBOOHR_KEY = "sandbox-api-key";

    /** SAP's communication user. */
    public static final String SAP_USER = "MHACONNECT";

    /** Password of {@link #SAP_USER}. */
    public static final String SAP_PASSWORD = "sandbox-secret";
    /** Access token of OpenAir. */
    public static final String OPENAIR_TOKEN = "sandbox-openair-token";

    /** Name space of the firm's OpenAir account. */
    public static final String OPENAIR_NAMESPACE = "meridian";

    /** API key that belongs to {@link #OPENAIR_NAMESPACE}. */
    public static final String OPENAIR_KEY = "sandbox-openair-key";

    private Credentials() {}
}
