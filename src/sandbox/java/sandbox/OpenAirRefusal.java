package sandbox;

/** One command is refused: the status of its element in the answer, and words where the status alone says little. */
final class OpenAirRefusal extends RuntimeException {

    /** Not logged in: there was no valid authentication before the command. */
    static final int NOT_LOGGED_IN = 2;
    /** No command of this name. */
    static final int UNKNOWN_COMMAND = 5;
    /** The words say why. */
    static final int FAILURE = 8;
    /** The access token is unknown or has expired. */
    static final int LOGGED_OUT = 9;
    /** Name space or key are not those of an account with this API. */
    static final int NOT_PRIVILEGED = 413;
    /** More calls than the account has in 60 seconds. */
    static final int TOO_MANY = 556;
    /** Nothing found under this id or for this filter. */
    static final int NOT_FOUND = 601;
    /** No such field. */
    static final int INVALID_FIELD = 602;
    /** No such type, or the command or method cannot be used on it. */
    static final int INVALID_TYPE = 603;
    /** The limit is missing or larger than 1000. */
    static final int LIMIT = 605;

    private static final long serialVersionUID = 1L;

    private final int status;

    OpenAirRefusal(int status, String words) {
        super(words, null, false, false);
        this.status = status;
    }

    static OpenAirRefusal failure(String words) {
        return new OpenAirRefusal(FAILURE, words);
    }

    int status() {
        return status;
    }

    /** The element of the command with the status; 8 comes with the record of an Error. */
    XmlElement element(String command) {
        XmlElement element = new XmlElement(command).with("status", String.valueOf(status));
        if (status == FAILURE) {
            element.with(new XmlElement("Error").add("code", "8").add("comment", getMessage()));
        }
        return element;
    }
}
