-- Close pack: where every approved minute of the period went.
-- needs: canonical_time, canonical_projects, canonical_parked, canonical_exceptions
--
-- BILLED (on an invoice), NON_BILLABLE (with the reason), PARKED (with the reason), or UNEXPLAINED. Hours of a contract
-- that is billed by milestone or fee are not billed by the hour. Approved time that never entered the books is parked.

create view pack_entries as
with stopped as (
    select event_key, min(rule) || ' ' || arg_min(message, rule) as reason
    from canonical_exceptions
    group by event_key
)
select
    t.entry_id,
    t.project_id,
    t.minutes,
    case
        when t.invoice_id is not null or t.status = 'BILLED' then 'BILLED'
        when not t.billable or t.status = 'WRITTEN_OFF' then 'NON_BILLABLE'
        when coalesce(p.billing_type, 'TM') not in ('TM', 'TM_NTE') then 'NON_BILLABLE'
        when e.reason is not null or r.reason is not null then 'PARKED'
        else 'UNEXPLAINED'
    end as fate,
    case
        when t.invoice_id is not null or t.status = 'BILLED' then 'on an invoice'
        when not t.billable then 'not billable'
        when t.status = 'WRITTEN_OFF' then 'written off'
        when coalesce(p.billing_type, 'TM') not in ('TM', 'TM_NTE') then 'not billed by the hour: ' || p.billing_type
        when e.reason is not null then e.reason
        when r.reason is not null then 'project: ' || r.reason
        else 'approved and billable, neither on an invoice nor stopped by anything known'
    end as reason
from canonical_time t
left join canonical_projects p on p.project_id = t.project_id
left join stopped e on e.event_key = 'time:' || t.entry_id
left join stopped r on r.event_key = 'project:' || t.project_id
where t.work_date between getvariable('first_day') and getvariable('last_day')
    and t.status in ('APPROVED', 'TRANSFERRED', 'BILLED', 'WRITTEN_OFF')
union all
select
    entry_id,
    coalesce(project_id, 'unknown'),
    minutes,
    case when billable then 'PARKED' else 'NON_BILLABLE' end,
    reason
from canonical_parked
where work_date between getvariable('first_day') and getvariable('last_day');

create view pack_projects as
select
    project_id,
    sum(minutes) as approved,
    coalesce(sum(minutes) filter (fate = 'BILLED'), 0) as billed,
    coalesce(sum(minutes) filter (fate = 'PARKED'), 0) as parked,
    coalesce(sum(minutes) filter (fate = 'NON_BILLABLE'), 0) as non_billable,
    coalesce(sum(minutes) filter (fate = 'UNEXPLAINED'), 0) as unexplained
from pack_entries
group by project_id
order by project_id;

create view pack_reasons as
select
    fate,
    reason,
    count(*) as entries,
    sum(minutes) as minutes,
    case when fate in ('PARKED', 'UNEXPLAINED')
        then list_sort(list(entry_id order by entry_id) filter (place <= 20)) end as examples
from (select *, row_number() over (partition by fate, reason order by entry_id) as place from pack_entries)
group by fate, reason
order by fate, reason;
