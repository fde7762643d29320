-- What clients are still to be billed for is on no invoice. Work that no client pays is on none for ever, so that it is left
-- out by the index too; an invoice finds what it holds by the same one.
drop index expense_fact_by_invoice;
create index expense_fact_by_invoice on expense_fact (invoice_id, billable, project_id, expense_date);
drop index fact_time_by_invoice;
create index fact_time_by_invoice on fact_time (invoice_id, billable, project_id, work_date);
