package io.throughline.work;

import io.throughline.contract.Json;
import io.throughline.people.Canon;
import io.throughline.people.DemoFirm;
import io.throughline.people.InMemorySnapshots;

/** The deal, contract, customer and project of P-1003 for tests. */
public final class Deals {

    public static final Opportunity WON =
            Canon.with(Canon.sample("opportunity_won.json", Opportunity.class), "managerId", "W-0010");

    public static final Customer CALDER = Json.read(
            """
            {"customerId":"C-02","version":1,"legalName":"Calder Regional Bank","country":"US","currency":"USD",
             "paymentTermsDays":30,"billingEntityIds":["LE-US"],"regulated":true}""",
            Customer.class);

    public static final Contract CONTRACT = Json.read(
            """
            {"contractId":"CT-1003","version":1,"customerId":"C-02","projectIds":["P-1003"],"billingType":"TM_NTE",
             "currency":"USD","billingEntityId":"LE-US","cap":{"amount":"250000.00","currency":"USD"},
             "signedAt":"2026-09-29","from":"2026-10-01","invoiceCycle":"SEMI_MONTHLY","poNumber":"PO-77120",
             "plannedRoleIds":["SAR","CON"],
             "rateCard":[
              {"roleId":"SAR","rate":"215.0000","currency":"USD","from":"2026-01-01"},
              {"roleId":"CON","rate":"150.0000","currency":"USD","from":"2026-01-01"}]}""",
            Contract.class);

    public static final Project PROJECT = Json.read(
            """
            {"projectId":"P-1003","version":1,"name":"Regulated core banking program","customerId":"C-02",
             "contractId":"CT-1003","opportunityId":"OPP-1003","status":"ACTIVE","billingType":"TM_NTE","currency":"USD",
             "billingEntityId":"LE-US","erpProjectCode":"P-1003","managerId":"W-0010","start":"2026-10-01",
             "end":"2027-06-30","allowUnassignedTime":true}""",
            Project.class);

    private Deals() {}

    /** The demo firm with the customer and contract, but no project. */
    public static InMemorySnapshots snapshots() {
        return DemoFirm.snapshots().put("customer", "C-02", CALDER).put("contract", "CT-1003", CONTRACT);
    }
}
