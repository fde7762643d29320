-- C3 Billed: canonical invoices = invoices of the ERP
-- needs: canonical_billed, billed_erp
-- owner: billing
--
-- Per invoice issued in the period by the entity, net, in its own currency. A void invoice counts as nothing.

create view c3_rows as
with own as (
    select invoice_id, net, currency
    from canonical_billed
    where issue_date between getvariable('first_day') and getvariable('last_day') and status not in ('VOIDED', 'DRAFT')
), erp as (
    select invoice_id, sum(net) as net, max(currency) as currency, count(*) as times
    from billed_erp
    where issue_date between getvariable('first_day') and getvariable('last_day')
    group by invoice_id
), pairs as (
    select
        coalesce(o.invoice_id, e.invoice_id) as invoice_id,
        o.net as expected,
        e.net as actual,
        coalesce(o.currency, e.currency) as currency,
        case
            when e.times > 1 then 'DUPLICATE'
            when o.currency <> e.currency then 'CURRENCY_DIFF'
            else class_of(o.net, e.net, getvariable('tolerance_money'))
        end as class
    from own o
    full join erp e on e.invoice_id = o.invoice_id
)
select
    invoice_id as key,
    p.currency as unit,
    expected,
    actual,
    class,
    case class
        when 'DUPLICATE' then 'the ERP has the invoice more than once'
        when 'CURRENCY_DIFF' then 'the ERP has the invoice in another currency'
        when 'MISSING' then 'the ERP has no such invoice'
        when 'ORPHAN' then 'the invoice was made in the ERP and is not known here'
        when 'VALUE' then 'the ERP has another net amount'
    end as cause,
    cast(null as varchar) as owner,
    case when class not in ('MATCH', 'ROUNDING') then case
        when class in ('DUPLICATE', 'CURRENCY_DIFF') then greatest(abs(expected), abs(actual))
        else abs(coalesce(expected, 0) - coalesce(actual, 0))
    end * g.rate end as at_risk,
    cast(null as boolean) as outside
from pairs p
left join group_rate g on g.currency = p.currency;

create view c3_totals as
select 'canonical' as name, sum(expected) as value, unit from c3_rows group by unit
union all
select 'erp', sum(actual), unit from c3_rows group by unit;
