-- C7 Labour cost: payroll journal against what cost rates have absorbed
-- needs: payroll_journal, canonical_time, canonical_workers, canonical_cost_rates
-- owner: controlling
--
-- Per cost centre and currency, so that nobody's pay shows. Cost rates are standards: a variance up to tolerance_labour of
-- the journal is within tolerance and stays visible. Time that was booked without a cost rate, as that of internal projects, costs
-- what an hour of the worker's role costs, on his cost centre: payroll pays it like any other.

create view c7_rows as
with journal as (
    select cost_center, currency, sum(amount) as amount from payroll_journal group by cost_center, currency
), worked as (
    select
        t.entry_id,
        t.worker_id,
        t.work_date,
        t.minutes,
        t.cost_rate,
        t.cost_currency,
        coalesce(t.cost_center, w.cost_center, 'no cost centre') as cost_center,
        coalesce(t.role_id, w.role_id) as role_id
    from canonical_time t
    left join canonical_workers w on w.worker_id = t.worker_id
    where t.work_date between getvariable('first_day') and getvariable('last_day')
        and t.status in ('APPROVED', 'TRANSFERRED', 'BILLED', 'WRITTEN_OFF')
), standard as (
    select w.entry_id, r.rate, r.currency
    from worked w
    join canonical_cost_rates r on r.role_id = w.role_id
        and (r.worker_id is null or r.worker_id = w.worker_id)
        and w.work_date >= r.from_date
        and (r.to_date is null or w.work_date < r.to_date)
    where w.cost_rate is null
    qualify row_number() over (partition by w.entry_id order by r.worker_id is null, r.from_date desc) = 1
), absorbed as (
    select
        w.cost_center,
        coalesce(w.cost_currency, s.currency, 'no cost rate') as currency,
        round(sum(hours_of(w.minutes) * coalesce(w.cost_rate, s.rate, 0)), 2) as amount
    from worked w
    left join standard s on s.entry_id = w.entry_id
    group by 1, 2
), pairs as (
    select
        coalesce(j.cost_center, a.cost_center) as cost_center,
        coalesce(j.currency, a.currency) as currency,
        j.amount as expected,
        a.amount as actual,
        case
            when a.currency = 'no cost rate' then 'MISSING'
            else class_of(j.amount, a.amount, getvariable('tolerance_money'))
        end as class,
        abs(coalesce(j.amount, 0) - coalesce(a.amount, 0)) <= abs(j.amount) * getvariable('tolerance_labour') as tolerable
    from journal j
    full join absorbed a on a.cost_center = j.cost_center and a.currency = j.currency
)
select
    cost_center as key,
    p.currency as unit,
    expected,
    actual,
    class,
    case
        when p.currency = 'no cost rate' then 'there is time without a cost rate'
        when class = 'MISSING' then 'no time has absorbed the cost'
        when class = 'ORPHAN' then 'the payroll journal has no such cost centre in this currency'
        when class = 'VALUE' then case when actual > expected then 'over-absorbed' else 'under-absorbed' end
    end as cause,
    cast(null as varchar) as owner,
    case when class not in ('MATCH', 'ROUNDING')
        then abs(coalesce(expected, 0) - coalesce(actual, 0)) * g.rate end as at_risk,
    class not in ('MATCH', 'ROUNDING') and not (class = 'VALUE' and tolerable) as outside
from pairs p
left join group_rate g on g.currency = p.currency;

create view c7_totals as
select 'journal' as name, sum(expected) as value, unit from c7_rows group by unit
union all
select 'absorbed', sum(actual), unit from c7_rows group by unit;
