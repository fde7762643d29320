-- What payroll was told: one row per batch, and the hours of each worker and pay code in it. Later batches of a period hold
-- differences only, so that the sum over the versions is what payroll knows.
create table payroll_export (
    period_key  varchar(60)   not null,
    version     int           not null,
    batch_id    varchar(60)   not null,
    row_count   int           not null,
    total_hours numeric(12, 2) not null,
    rows_hash   varchar(64)   not null,
    event_no    bigint        not null,
    primary key (period_key, version)
);
create index payroll_export_by_batch on payroll_export (batch_id);

create table payroll_export_hours (
    period_key varchar(60)   not null,
    version    int           not null,
    worker_id  varchar(120)  not null,
    pay_code   varchar(10)   not null,
    hours      numeric(12, 2) not null,
    primary key (period_key, version, worker_id, pay_code)
);
