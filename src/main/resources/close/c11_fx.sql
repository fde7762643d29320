-- C11 Exchange rates: every currency in use has its closing rate into group currency
-- needs: canonical_fx, canonical_time, canonical_billed
-- uses: canonical_revenue, canonical_expenses
-- owner: treasury
--
-- A closing rate holds for the period when it is of its last three days, which leaves room for a weekend.

create view c11_rows as
with used as (
    select bill_currency as currency from canonical_time
    where work_date between getvariable('first_day') and getvariable('last_day')
    union
    select cost_currency from canonical_time
    where work_date between getvariable('first_day') and getvariable('last_day')
    union
    select currency from canonical_billed
    union
    select currency from canonical_revenue
    union
    select currency from canonical_expenses
), rates as (
    select from_currency, count(*) as found, count(distinct rate) as different
    from canonical_fx
    where type = 'CLOSING'
        and to_currency = getvariable('group_currency')
        and valid_on between getvariable('last_day') - 2 and getvariable('last_day')
    group by from_currency, valid_on
    qualify valid_on = max(valid_on) over (partition by from_currency)
)
select
    u.currency || '/' || getvariable('group_currency') || ' CLOSING' as key,
    'rates' as unit,
    1 as expected,
    r.found as actual,
    case
        when r.found is null then 'MISSING'
        when r.different > 1 then 'RATE_DIFF'
        else 'MATCH'
    end as class,
    case
        when r.found is null then 'no closing rate of the last three days of the period'
        when r.different > 1 then 'several closing rates of one day'
    end as cause,
    cast(null as varchar) as owner,
    cast(null as decimal(28, 3)) as at_risk,
    cast(null as boolean) as outside
from used u
left join rates r on r.from_currency = u.currency
where u.currency is not null and u.currency <> getvariable('group_currency');
