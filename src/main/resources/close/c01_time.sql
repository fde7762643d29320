-- C1 Time: PSA = ERP = payroll (CALC-15)
-- needs: psa_time, erp_time
-- part: payroll_hours
-- uses: canonical_time, canonical_exceptions, canonical_workers, canonical_payroll
-- owner: delivery operations
--
-- PSA and ERP meet per worker and project, PSA and payroll per worker; days are local work dates. A worker with one
-- project shows the difference to payroll there, one with several in a row of his own. Payroll is compared for workers paid
-- by the hour; whoever is paid by exception, or is no employee, is not expected there. Where payroll tells its pay codes, what it
-- paid is also held against what it was sent, per worker and code (WF-22); only what differs has a row.

create temp table c1_psa as
select
    worker_id,
    project_id,
    sum(hours) as hours,
    coalesce(sum(hours) filter (billable), 0) as billable,
    coalesce(sum(hours) filter (approved_at is null or approved_at <= getvariable('cut_off')), 0) as in_time,
    sum(hours * bill_rate) as amount,
    min(bill_rate) as low,
    max(bill_rate) as high,
    min(currency) as currency,
    max(currency) as other_currency,
    count(*) as entries,
    sum(hash(entry_id)) as entry_set,
    list(hash(entry_id)) as entry_hashes
from psa_time
where work_date between getvariable('first_day') and getvariable('last_day')
group by worker_id, project_id;

create temp table c1_erp as
select
    worker_id,
    project_id,
    sum(hours) as hours,
    sum(hours * bill_rate) as amount,
    min(bill_rate) as low,
    max(bill_rate) as high,
    min(currency) as currency,
    max(currency) as other_currency,
    count(*) as entries,
    sum(hash(entry_id)) as entry_set,
    list(hash(entry_id)) as entry_hashes
from erp_time
where work_date between getvariable('first_day') and getvariable('last_day')
group by worker_id, project_id;

create temp table c1_payroll as
select
    worker_id,
    coalesce(sum(hours) filter (worked), 0) as hours,
    bool_or(basis = 'SALARIED') as by_exception
from payroll_hours
group by worker_id;

-- Entries are looked at one by one only where the two systems do not have the same ones, or where the ERP has one twice; a
-- repeat in the PSA that the ERP does not share makes them differ. Until something is to be said of them they are hashes, so
-- that no file is read for them again.
create temp table c1_suspects as
select
    coalesce(p.worker_id, e.worker_id) as worker_id,
    coalesce(p.project_id, e.project_id) as project_id,
    p.entry_hashes as psa_hashes,
    e.entry_hashes as erp_hashes
from c1_psa p
full join c1_erp e on e.worker_id = p.worker_id and e.project_id = p.project_id
where p.entries is distinct from e.entries
    or p.entry_set is distinct from e.entry_set
    or list_unique(e.entry_hashes) <> e.entries;

create temp table c1_entries as
select system, worker_id, project_id, entry, count(*) as times
from (
    select 'PSA' as system, worker_id, project_id, unnest(psa_hashes) as entry from c1_suspects
    union all
    select 'ERP', worker_id, project_id, unnest(erp_hashes) from c1_suspects
)
group by system, worker_id, project_id, entry;

create temp table c1_pairs as
select
    coalesce(p.worker_id, e.worker_id) as worker_id,
    coalesce(p.project_id, e.project_id) as project_id,
    coalesce(p.hours, 0) as psa,
    coalesce(e.hours, 0) as erp,
    coalesce(p.amount, p.hours * e.high, 0) as psa_amount,
    coalesce(e.amount, e.hours * p.high, 0) as erp_amount,
    coalesce(p.currency, e.currency) as currency,
    case
        when r.times is not null then 'DUPLICATE'
        when p.currency <> e.currency or p.other_currency <> e.other_currency then 'CURRENCY_DIFF'
        when abs(coalesce(p.hours, 0) - coalesce(e.hours, 0)) <= getvariable('tolerance_hours') and (
            p.low <> e.low
            or p.high <> e.high
            or abs(p.amount - e.amount) > getvariable('tolerance_hours') * p.high)
            then 'RATE_DIFF'
        when coalesce(p.hours, 0) = coalesce(e.hours, 0) then 'MATCH'
        when abs(coalesce(p.hours, 0) - coalesce(e.hours, 0)) <= getvariable('tolerance_hours') then 'ROUNDING'
        when coalesce(p.hours, 0) = 0 then 'ERP_ORPHAN'
        when p.billable = coalesce(e.hours, 0) then 'MATCH'
        when abs(p.billable - coalesce(e.hours, 0)) <= getvariable('tolerance_hours') then 'ROUNDING'
        when abs(p.in_time - coalesce(e.hours, 0)) <= getvariable('tolerance_hours') then 'TIMING'
        when p.hours > coalesce(e.hours, 0) then 'TRANSFER_MISSING'
        else 'VALUE'
    end as class
from c1_psa p
full join c1_erp e on e.worker_id = p.worker_id and e.project_id = p.project_id
left join (
    select worker_id, project_id, max(times) as times from c1_entries where times > 1 group by worker_id, project_id
) r on r.worker_id = coalesce(p.worker_id, e.worker_id) and r.project_id = coalesce(p.project_id, e.project_id);

create temp table c1_workers as
select
    coalesce(p.worker_id, y.worker_id) as worker_id,
    p.projects,
    p.agreed,
    coalesce(p.psa, 0) as psa,
    coalesce(y.hours, 0) as paid,
    case
        when not getvariable('has_payroll_hours') then null
        when y.by_exception or (y.worker_id is null and w.worker_type <> 'EMPLOYEE') then null
        when coalesce(p.psa, 0) = coalesce(y.hours, 0) then 'MATCH'
        when abs(coalesce(p.psa, 0) - coalesce(y.hours, 0)) <= getvariable('tolerance_hours') then 'ROUNDING'
        when coalesce(p.psa, 0) > coalesce(y.hours, 0) then 'PAYROLL_SHORT'
        when coalesce(p.psa, 0) = 0 then 'ORPHAN'
        else 'VALUE'
    end as class
from (
    select
        worker_id,
        count(*) as projects,
        sum(psa) as psa,
        bool_and(class in ('MATCH', 'ROUNDING')) as agreed
    from c1_pairs
    group by worker_id
) p
full join c1_payroll y on y.worker_id = p.worker_id
left join canonical_workers w on w.worker_id = coalesce(p.worker_id, y.worker_id);

-- Entries the ERP does not have, under whatever worker and project.
create temp table c1_absent as
select n.worker_id, n.project_id, n.entry
from c1_entries n
semi join (select worker_id, project_id from c1_pairs where class = 'TRANSFER_MISSING') c
    on c.worker_id = n.worker_id and c.project_id = n.project_id
anti join (select entry from c1_entries where system = 'ERP') e on e.entry = n.entry
where n.system = 'PSA';

-- The names of the entries of which something is said; a file of which nothing is to be said is not read for them.
create temp table c1_unnamed as
select 'PSA' as system, entry from c1_absent
union
select system, entry from c1_entries where times > 1;

create view c1_nothing as select cast(null as varchar) as entry_id where false;

set variable c1_psa_names = case when exists (from c1_unnamed where system = 'PSA') then 'psa_time' else 'c1_nothing' end;

set variable c1_erp_names = case when exists (from c1_unnamed where system = 'ERP') then 'erp_time' else 'c1_nothing' end;

create temp table c1_names as
select distinct hash(t.entry_id) as entry, t.entry_id
from query_table(getvariable('c1_psa_names')) t
semi join c1_unnamed n on n.entry = hash(t.entry_id)
union
select distinct hash(t.entry_id), t.entry_id
from query_table(getvariable('c1_erp_names')) t
semi join c1_unnamed n on n.entry = hash(t.entry_id);

create temp table c1_missing as
select a.worker_id, a.project_id, n.entry_id from c1_absent a join c1_names n on n.entry = a.entry;

create temp table c1_repeats as
select
    e.worker_id,
    e.project_id,
    string_agg('the ' || e.system || ' has entry ' || n.entry_id || ' ' || e.times || ' times', '; '
        order by e.system, n.entry_id) as what
from c1_entries e
join c1_names n on n.entry = e.entry
where e.times > 1
group by e.worker_id, e.project_id;

-- Why they are missing, from what is known here of them.
create temp table c1_causes as
select
    worker_id,
    project_id,
    string_agg(what, '; ' order by entry_id) filter (place <= 3)
        || case when count(*) > 3 then '; and ' || (count(*) - 3) || ' more' else '' end as cause
from (
    select
        m.worker_id,
        m.project_id,
        m.entry_id,
        row_number() over (partition by m.worker_id, m.project_id order by m.entry_id) as place,
        m.entry_id || ' is not in the ERP: ' || case
            when x.rule is not null then x.rule || ' ' || x.message
            when f.entry_id is null then 'it has not arrived here'
            else 'it is ' || f.status || ' here'
        end as what
    from c1_missing m
    left join canonical_time f on f.entry_id = m.entry_id
    left join (
        select event_key, min(rule) as rule, arg_min(message, rule) as message
        from canonical_exceptions
        group by event_key
    ) x on x.event_key = 'time:' || m.entry_id
)
group by worker_id, project_id;

create view c1_codes as
with sent as (
    select worker_id, pay_code, sum(hours) as hours from canonical_payroll group by worker_id, pay_code
), paid as (
    select worker_id, pay_code, sum(hours) as hours
    from payroll_hours
    where pay_code is not null and basis <> 'SALARIED'
    group by worker_id, pay_code
), codes as (
    select
        coalesce(s.worker_id, p.worker_id) as worker_id,
        coalesce(s.pay_code, p.pay_code) as pay_code,
        s.hours as sent,
        p.hours as paid,
        class_of(s.hours, p.hours, getvariable('tolerance_hours')) as class
    from sent s
    full join paid p on p.worker_id = s.worker_id and p.pay_code = s.pay_code
    where exists (from sent) and exists (from paid)
)
select
    worker_id || ' ' || pay_code || ' paid' as key,
    'h' as unit,
    sent as expected,
    paid as actual,
    class,
    case class
        when 'MISSING' then 'payroll has paid nothing of the hours it was sent'
        when 'ORPHAN' then 'payroll has paid hours that it was not sent'
        else 'payroll has paid other hours than it was sent'
    end as cause,
    'payroll' as owner,
    null as at_risk,
    cast(null as boolean) as outside
from codes
where class not in ('MATCH', 'ROUNDING');

create view c1_rows as
with settled as (
    select
        c.*,
        w.paid,
        c.class in ('MATCH', 'ROUNDING') and w.projects = 1
            and coalesce(w.class, 'MATCH') not in ('MATCH', 'ROUNDING') as by_payroll,
        w.class as payroll_class
    from c1_pairs c
    left join c1_workers w on w.worker_id = c.worker_id
)
select
    s.worker_id || ' ' || s.project_id as key,
    'h' as unit,
    psa as expected,
    case when by_payroll then paid else erp end as actual,
    case when by_payroll then payroll_class else s.class end as class,
    case
        when by_payroll then 'payroll has other hours of the worker than the PSA'
        else case s.class
            when 'MATCH' then case when psa <> erp then 'hours that are not billable are not in the ERP' end
            when 'DUPLICATE' then r.what
            when 'CURRENCY_DIFF' then 'PSA and ERP price in different currencies'
            when 'RATE_DIFF' then 'PSA and ERP price the same hours differently'
            when 'ERP_ORPHAN' then 'the PSA has no such hours'
            when 'TIMING' then 'approved after the cut-off'
            when 'TRANSFER_MISSING' then coalesce(u.cause, 'the ERP has fewer hours of the same entries')
            when 'VALUE' then 'the ERP has more hours than the PSA'
        end
    end as cause,
    case
        when by_payroll then 'payroll'
        when s.class in ('RATE_DIFF', 'CURRENCY_DIFF') then 'contract finance'
        when s.class in ('ERP_ORPHAN', 'DUPLICATE', 'VALUE') then 'finance'
    end as owner,
    case when s.class not in ('MATCH', 'ROUNDING') then abs(psa_amount - erp_amount) * g.rate end as at_risk,
    cast(null as boolean) as outside
from settled s
left join c1_causes u on u.worker_id = s.worker_id and u.project_id = s.project_id
left join c1_repeats r on r.worker_id = s.worker_id and r.project_id = s.project_id
left join group_rate g on g.currency = s.currency
union all
select
    worker_id,
    'h',
    psa,
    paid,
    class,
    case when class not in ('MATCH', 'ROUNDING') then 'payroll has other hours of the worker than the PSA' end,
    'payroll',
    null,
    null
from c1_workers
where class is not null
    and (coalesce(projects, 0) <> 1 or (not agreed and class not in ('MATCH', 'ROUNDING')))
union all
from c1_codes;

create view c1_totals as
select 'psa' as name, sum(hours) as value, 'h' as unit from c1_psa
union all
select 'erp', sum(hours), 'h' from c1_erp
union all
select 'payroll', sum(hours), 'h' from c1_payroll;
