-- By what workers are found without opening all of them: keyed hashes of e-mail addresses and person ids, and who has not
-- begun yet. Plain values stay in sealed rows only; the product fills the table when it starts and finds it empty.
create table worker_key (
    kind      varchar(10) not null,
    key_hash  varchar(64) not null,
    worker_id varchar(60) not null,
    primary key (kind, key_hash, worker_id)
);
create index worker_key_by_worker on worker_key (worker_id);

-- An alert of a circuit names the node whose circuit it is from now on; that node raises it anew where it still is open.
update alert set closed_at = current_timestamp, closed_by = 'upgrade' where kind = 'CIRCUIT' and closed_at is null;
