-- Time that is sold by the day: bill_rate stays the price of one hour, which every sum can use, beside the agreed price of a day.
alter table fact_time add column day_rate decimal(13, 4);
