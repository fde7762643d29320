-- The embedded database writes every index of a row anew when the row changes, whether the index has a part in the change
-- or not; a step changes with each attempt, and events come in by the thousand.

-- Open steps of a lane and all open steps are looked for in one index.
drop index step_by_lane;
drop index step_by_open;
create index step_by_open on step (is_open, system, lane, step_no);

-- Which reference a parked step waits for; a step that is not parked has no row here.
create table parked_step (
    step_no   bigint       not null primary key,
    reference varchar(240) not null
);
create index parked_step_by_reference on parked_step (reference);
insert into parked_step (step_no, reference) select step_no, waits_for from step
    where is_open and state = 'PARKED' and waits_for is not null;
drop index step_by_waits_for;

-- Events are numbered as they come, so that those of a day are found by their numbers.
drop index event_by_entity;
drop index event_by_retention;

-- A step whose payload is the data of its event has no payload of its own.
alter table step alter column payload_no drop not null;
