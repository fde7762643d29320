-- Expenses as facts, one row per expense in its newest version: what a project's next invoice charges, and what is alike.
create table expense_fact (
    expense_id    varchar(60)  not null primary key,
    version       bigint       not null,
    worker_id     varchar(60)  not null,
    project_id    varchar(60),
    expense_date  date         not null,
    category      varchar(200) not null,
    merchant      varchar(400),
    amount        numeric(19, 3) not null,
    currency      varchar(3)   not null,
    billable      boolean      not null,
    status        varchar(20)  not null,
    bill_amount   numeric(19, 3),
    bill_currency varchar(3),
    correction_of varchar(60),
    invoice_id    varchar(60),
    event_no      bigint       not null
);
create index expense_fact_by_project on expense_fact (project_id, expense_date);
create index expense_fact_by_worker on expense_fact (worker_id, expense_date);
create index expense_fact_by_correction on expense_fact (correction_of);
create index expense_fact_by_invoice on expense_fact (invoice_id);
create index fact_time_by_invoice on fact_time (invoice_id);
