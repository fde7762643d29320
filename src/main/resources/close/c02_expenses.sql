-- C2 Expenses: approved in the PSA = posted in the ERP
-- needs: expenses_psa, expenses_erp
-- uses: canonical_expenses
-- owner: accounts payable
--
-- Per expense, in the currency of the receipt. What was approved after the cut-off belongs to the next period's postings. A
-- posting that reverses an expense has its id with -R; both count as one, unless the PSA has an expense of that name.

create view c2_rows as
with psa as (
    select expense_id, sum(amount) as amount, max(currency) as currency, max(approved_at) as approved_at, count(*) as times
    from expenses_psa
    where expense_date between getvariable('first_day') and getvariable('last_day')
    group by expense_id
), posted as (
    select
        e.expense_id like '%-R' and p.expense_id is null as reversal,
        case when reversal then left(e.expense_id, -2) else e.expense_id end as expense_id,
        e.amount,
        e.currency
    from expenses_erp e
    left join psa p on p.expense_id = e.expense_id
    where e.expense_date between getvariable('first_day') and getvariable('last_day')
), erp as (
    select
        expense_id,
        sum(amount) as amount,
        max(currency) as currency,
        greatest(count(*) filter (not reversal), count(*) filter (reversal)) as times
    from posted
    group by expense_id
), pairs as (
    select
        coalesce(p.expense_id, e.expense_id) as expense_id,
        p.amount as expected,
        e.amount as actual,
        coalesce(p.currency, e.currency) as currency,
        case
            when p.times > 1 or e.times > 1 then 'DUPLICATE'
            when p.currency <> e.currency then 'CURRENCY_DIFF'
            when e.amount is null and p.approved_at > getvariable('cut_off') then 'TIMING'
            else class_of(p.amount, e.amount, getvariable('tolerance_money'))
        end as class
    from psa p
    full join erp e on e.expense_id = p.expense_id
)
select
    r.expense_id as key,
    r.currency as unit,
    expected,
    actual,
    class,
    case class
        when 'DUPLICATE' then 'one system has the expense more than once'
        when 'CURRENCY_DIFF' then 'PSA and ERP name different currencies'
        when 'TIMING' then 'approved after the cut-off'
        when 'MISSING' then case
            when f.expense_id is null then 'it has not arrived here'
            else 'it is ' || f.status || ' here and not in the ERP'
        end
        when 'ORPHAN' then 'the PSA has no such expense'
        when 'VALUE' then 'PSA and ERP have different amounts'
    end as cause,
    cast(null as varchar) as owner,
    case when class not in ('MATCH', 'ROUNDING') then case
        when class in ('DUPLICATE', 'CURRENCY_DIFF') then greatest(abs(expected), abs(actual))
        else abs(coalesce(expected, 0) - coalesce(actual, 0))
    end * g.rate end as at_risk,
    cast(null as boolean) as outside
from pairs r
left join canonical_expenses f on f.expense_id = r.expense_id
left join group_rate g on g.currency = r.currency;

create view c2_totals as
select 'psa' as name, sum(expected) as value, unit from c2_rows group by unit
union all
select 'erp', sum(actual), unit from c2_rows group by unit;
