-- What a step carries is written once, in a table of its own: every change of a step's state writes its row anew. Steps
-- of one event that carry the same payload share one row, which has the number of the first of them.
create table step_payload (
    payload_no     bigint not null primary key,
    sealed_payload bytea  not null
);
alter table step add column payload_no bigint;
insert into step_payload (payload_no, sealed_payload) select step_no, sealed_payload from step;
update step set payload_no = step_no;
alter table step alter column payload_no set not null;
alter table step drop column sealed_payload;

-- What is looked for by state or flow is open, and few steps are: step_by_open serves it. Each further index was written
-- anew with every change of a state.
drop index step_by_state;
drop index step_by_flow;
