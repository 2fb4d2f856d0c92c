-- What makes a kind of item more than its name: a metered one its unit and each bill's readings and price, one in instalments
-- the number of bills a row becomes and the months between their due days.

alter table collection_item
  add column meter_unit text check (meter_unit is null or kind = 'metered'),
  add column parts integer not null default 1 check (parts between 1 and 24 and (parts = 1 or kind = 'instalment')),
  add column part_months integer not null default 1 check (part_months between 1 and 12);

alter table collection_bill
  add column meter_from numeric(13, 3),
  add column meter_to numeric(13, 3),
  add column unit_price numeric(11, 4),
  add constraint collection_bill_reading check (
    (meter_from is null and meter_to is null and unit_price is null)
    or (meter_from >= 0 and meter_to >= meter_from and unit_price > 0));
