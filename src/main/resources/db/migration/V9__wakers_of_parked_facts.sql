-- What wakes a fact that waits: a reference by its arrival, a version of an object by any other version of it, a change
-- made to another state of a worker by whatever is told of the worker.
alter table parked_fact alter column waits_for set data type varchar(600);
alter table parked_fact add column waker varchar(600);
update parked_fact set waker = case
    when waits_for like 'sequence@%' then regexp_replace(waits_for, '#[0-9]+$', '')
    when waits_for like 'worker-state@%' then 'worker@throughline:' || regexp_replace(waits_for, '^.*:', '')
    else waits_for end;
alter table parked_fact alter column waker set not null;
create index parked_fact_by_waker on parked_fact (waker, parked_at);
create index parked_fact_by_time on parked_fact (parked_at);
