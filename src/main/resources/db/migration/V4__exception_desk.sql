-- The exception desk: one case per failing fact, alike cases recognised by their group, each with the money that waits.

-- A fact that is parked is not in the journal yet; source and id name it.
alter table exception_case alter column event_no drop not null;
alter table exception_case add column event_source varchar(200);
alter table exception_case add column event_id varchar(240);
alter table exception_case add column event_type varchar(100);

-- OPEN: somebody has to decide. RETRYING: decided, on its way again. CLOSED.
alter table exception_case add column state varchar(12) default 'OPEN' not null;
alter table exception_case add column group_id varchar(16) default '' not null;
alter table exception_case add column last_seen timestamp(6) with time zone;
alter table exception_case add column times_seen integer default 1 not null;
alter table exception_case add column findings text;
alter table exception_case add column owner_domain varchar(20);
alter table exception_case add column action_code varchar(60);
alter table exception_case add column assigned_to varchar(60);

-- What waits on it (CALC-11), as last assessed; amounts in the currency of the contract, group_total in group currency.
alter table exception_case add column assessed_at timestamp(6) with time zone;
alter table exception_case add column project_id varchar(60);
alter table exception_case add column client_id varchar(60);
alter table exception_case add column cycle_id varchar(80);
alter table exception_case add column cut_off timestamp(6) with time zone;
alter table exception_case add column currency varchar(3);
alter table exception_case add column direct_amount numeric(19, 3);
alter table exception_case add column blocked_amount numeric(19, 3);
alter table exception_case add column total_amount numeric(19, 3);
alter table exception_case add column group_currency varchar(3);
alter table exception_case add column group_total numeric(19, 3);
alter table exception_case add column estimated boolean default false not null;
alter table exception_case add column payroll_minutes integer default 0 not null;
alter table exception_case add column severity varchar(10);
alter table exception_case add column context text;

update exception_case set last_seen = opened_at;
update exception_case set state = 'CLOSED' where closed_at is not null;
create index exception_case_by_step on exception_case (step_no, closed_at);
create index exception_case_by_event on exception_case (event_no, closed_at);
create index exception_case_by_fact on exception_case (event_id, closed_at);
