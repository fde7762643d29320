package io.throughline;

import io.throughline.contract.Event;
import io.throughline.contract.Json;
import io.throughline.money.CostRate;
import io.throughline.money.CostReclass;
import io.throughline.money.InternalCharge;
import io.throughline.money.Invoice;
import io.throughline.money.InvoiceChange;
import io.throughline.money.InvoicePayment;
import io.throughline.money.PayrollJournal;
import io.throughline.money.ReferenceSnapshot;
import io.throughline.money.RevenueEvent;
import io.throughline.people.Leave;
import io.throughline.people.Worker;
import io.throughline.people.WorkerChange;
import io.throughline.people.WorkerEnding;
import io.throughline.people.WorkerNotice;
import io.throughline.people.WorkerPayProfile;
import io.throughline.work.Assignment;
import io.throughline.work.Contract;
import io.throughline.work.Customer;
import io.throughline.work.DocumentStatus;
import io.throughline.work.Expense;
import io.throughline.work.MilestoneAcceptance;
import io.throughline.work.Opportunity;
import io.throughline.work.OpportunityChange;
import io.throughline.work.Project;
import io.throughline.work.RateCard;
import io.throughline.work.TimeEntry;
import io.throughline.work.TrueUpClaim;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListener;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.SimpleTypeConverter;

/** Lets routes say {@code convertBodyTo(Worker.class)} of an event: its data becomes the canonical record. */
final class EventConverters {

    private static final List<Class<?>> RECORDS = List.of(
            Worker.class,
            WorkerChange.class,
            WorkerNotice.class,
            WorkerEnding.class,
            Leave.class,
            Customer.class,
            Opportunity.class,
            OpportunityChange.class,
            Contract.class,
            Project.class,
            Assignment.class,
            TimeEntry.class,
            DocumentStatus.class,
            Invoice.class,
            Expense.class,
            InvoicePayment.class,
            InvoiceChange.class,
            ReferenceSnapshot.class,
            MilestoneAcceptance.class,
            RevenueEvent.class,
            RateCard.class,
            TrueUpClaim.class,
            CostRate.class,
            InternalCharge.class,
            CostReclass.class,
            PayrollJournal.class,
            WorkerPayProfile.class);

    private EventConverters() {}

    /** Installs them before the routes are built. */
    static MainListener beforeRoutes() {
        return new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport support) {
                install(support.getCamelContext());
            }
        };
    }

    static void install(CamelContext context) {
        for (Class<?> type : RECORDS) {
            context.getTypeConverterRegistry()
                    .addTypeConverter(type, Event.class, new SimpleTypeConverter(false, EventConverters::convert));
        }
    }

    private static Object convert(Class<?> type, Exchange exchange, Object value) {
        return Json.read(((Event) value).data(), type);
    }
}
