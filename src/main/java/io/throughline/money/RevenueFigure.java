package io.throughline.money;

/**
 * Revenue as it is reported or proposed to the ERP, named by the policy it follows (CALC-06 to 08).
 *
 * @param method how it is recognised
 * @param prior  revenue recognised before the period
 * @param toDate revenue recognised up to the end of the period
 */
public record RevenueFigure(RevenueEvent.Method method, Money prior, Money toDate) {

    /** The policy id, such as {@code revenue_cost_to_cost}. */
    public String policyId() {
        return policyId(method);
    }

    /** The policy id of a method, such as {@code revenue_cost_to_cost}. */
    public static String policyId(RevenueEvent.Method method) {
        return "revenue_" + method.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Revenue of the period: to date less prior, negative when an estimate took revenue back. */
    public Money period() {
        return toDate.minus(prior);
    }
}
