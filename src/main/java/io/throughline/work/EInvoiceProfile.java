package io.throughline.work;

import java.util.Arrays;
import java.util.Optional;

/** Profiles of electronic invoices that can be written; a customer names the one it takes. */
public enum EInvoiceProfile {
    /** The European core invoice. */
    EN16931(2, true),
    /** Peppol BIS Billing 3. */
    PEPPOL(2, true),
    /** XRechnung 3.0, the German public sector's. */
    XRECHNUNG(2, true),
    /** Peppol International for Japan. */
    PINT_JP(0, false);

    private final int digits;
    private final boolean european;

    EInvoiceProfile(int digits, boolean european) {
        this.digits = digits;
        this.european = european;
    }

    /** Most decimals of an amount. */
    public int digits() {
        return digits;
    }

    /** Whether tax ids are European VAT ids, which begin with their country. */
    public boolean european() {
        return european;
    }

    /** The profile of a name, if it can be written. */
    public static Optional<EInvoiceProfile> of(String name) {
        return Arrays.stream(values())
                .filter(profile -> profile.name().equals(name))
                .findFirst();
    }
}
