-- What a parked fact is about, such as time:T-8801, so that its story is told before it enters the journal.
alter table parked_fact add column about varchar(300);
create index parked_fact_by_about on parked_fact (about);
