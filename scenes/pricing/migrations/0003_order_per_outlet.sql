-- Outlets number their orders themselves: the same number at two of them is two orders.
drop index fee_charge_order;
create unique index fee_charge_order on fee_charge (outlet, order_no, item_code) where order_no is not null;
