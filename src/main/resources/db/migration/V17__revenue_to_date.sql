-- Revenue proposed so far, per contract, performance obligation and month of service, so that a new run finds what is left.
create table revenue_to_date (
    contract_id    varchar(40)    not null,
    obligation_id  varchar(40)    not null,
    service_month  varchar(7)     not null,
    currency       varchar(3)     not null,
    amount         decimal(19, 3) not null,
    provision      decimal(19, 3) not null,
    cost           decimal(19, 3) not null,
    runs           integer        not null,
    event_no       bigint         not null,
    primary key (contract_id, obligation_id, service_month)
);

-- What reporting was told of a month: the newest event in its files, and the newest one when it was told first after the
-- month was over; what came later restates it.
create table reporting_period (
    service_month varchar(7) not null primary key,
    told_through  bigint     not null,
    final_through bigint
);
