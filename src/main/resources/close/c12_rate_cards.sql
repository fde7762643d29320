-- C12 Rate cards: what was agreed = what the PSA prices by
-- needs: canonical_rate_cards, rate_cards_psa
-- uses: canonical_time
-- owner: contract finance
--
-- Per project, role, worker (for a price of one person) and first day, for prices that hold on a day of the period. The
-- money at risk is the difference on the billable hours worked in the period at that price.

create view c12_rows as
with own as (
    select * from canonical_rate_cards
    where from_date <= getvariable('last_day') and (to_date is null or to_date > getvariable('first_day'))
), psa as (
    select * from rate_cards_psa
    where from_date <= getvariable('last_day') and (to_date is null or to_date > getvariable('first_day'))
), pairs as (
    select
        coalesce(o.project_id, p.project_id) as project_id,
        coalesce(o.role_id, p.role_id) as role_id,
        coalesce(o.worker_id, p.worker_id) as worker_id,
        coalesce(o.from_date, p.from_date) as from_date,
        coalesce(o.to_date, p.to_date) as to_date,
        o.rate as expected,
        p.rate as actual,
        coalesce(o.currency, p.currency) as currency,
        case
            when p.rate is null then 'MISSING'
            when o.rate is null then 'ORPHAN'
            when o.currency <> p.currency then 'CURRENCY_DIFF'
            when o.rate <> p.rate then 'RATE_DIFF'
            else 'MATCH'
        end as class
    from own o
    full join psa p
        on p.project_id = o.project_id
        and p.role_id = o.role_id
        and coalesce(p.worker_id, '') = coalesce(o.worker_id, '')
        and p.from_date = o.from_date
), worked as (
    select
        p.project_id,
        p.role_id,
        p.worker_id,
        p.from_date,
        hours_of(sum(t.minutes)) as hours
    from pairs p
    join canonical_time t
        on t.project_id = p.project_id
        and t.role_id = p.role_id
        and (p.worker_id is null or t.worker_id = p.worker_id)
        and t.work_date >= p.from_date
        and (p.to_date is null or t.work_date < p.to_date)
    where p.class <> 'MATCH'
        and t.billable
        and t.work_date between getvariable('first_day') and getvariable('last_day')
    group by p.project_id, p.role_id, p.worker_id, p.from_date
)
select
    p.project_id || ' ' || p.role_id || coalesce(' ' || p.worker_id, '') || ' ' || p.from_date as key,
    p.currency as unit,
    expected,
    actual,
    class,
    case class
        when 'MISSING' then 'the PSA has no such price'
        when 'ORPHAN' then 'the PSA has a price nobody agreed'
        when 'CURRENCY_DIFF' then 'the PSA prices in another currency'
        when 'RATE_DIFF' then 'the PSA has another price'
    end as cause,
    cast(null as varchar) as owner,
    case when class <> 'MATCH' then w.hours * case
        when class = 'CURRENCY_DIFF' then expected
        else abs(coalesce(expected, 0) - coalesce(actual, 0))
    end * g.rate end as at_risk,
    cast(null as boolean) as outside
from pairs p
left join worked w
    on w.project_id = p.project_id
    and w.role_id = p.role_id
    and coalesce(w.worker_id, '') = coalesce(p.worker_id, '')
    and w.from_date = p.from_date
left join group_rate g on g.currency = p.currency;
