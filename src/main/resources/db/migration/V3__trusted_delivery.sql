-- Delivery that can be trusted: fencing, key windows, flows, kill switches, and an audit of every state change.

-- Rises with every attempt and never falls: an answer to an attempt that was given up changes nothing.
alter table step add column epoch bigint default 0 not null;
-- The flow whose plan the step belongs to; a kill switch may stop it.
alter table step add column flow varchar(60) default 'unknown' not null;
-- When it was sent first; an idempotency key is worth something only for a while after it.
alter table step add column first_sent_at timestamp(6) with time zone;
create index step_by_flow on step (flow, is_open);
create index step_by_open on step (is_open, system, state, next_at);

alter table audit alter column detail set data type text;
create index audit_by_subject on audit (subject, at);
create index audit_by_time on audit (at);

-- What a person has stopped: one system or one flow.
create table kill_switch (
    scope      varchar(10)  not null,
    name       varchar(60)  not null,
    since      timestamp(6) with time zone not null,
    actor      varchar(120) not null,
    reason     varchar(1000) not null,
    primary key (scope, name)
);
