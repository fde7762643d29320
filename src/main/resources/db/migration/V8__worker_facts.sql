-- What was told of each worker: whole workers and changes of single fields. What holds on a day is made from all of it.
create table worker_fact (
    worker_id   varchar(120) not null,
    source      varchar(200) not null,
    event_id    varchar(300) not null,
    type        varchar(100) not null,
    version     bigint       not null,
    told_from   date,
    told_at     timestamp(6) with time zone not null,
    sealed_data bytea        not null,
    primary key (worker_id, event_id, source)
);

-- What holds of each worker now was told by the event that is named with it.
insert into worker_fact (worker_id, source, event_id, type, version, told_from, told_at, sealed_data)
select n.id, e.source, e.event_id || '@' || n.effective_from, 'worker.hired.v1', n.version, n.effective_from, e.occurred_at, n.sealed_data
from entity n join event e on e.event_no = n.event_no
where n.object = 'worker' and n.known_to is null;
