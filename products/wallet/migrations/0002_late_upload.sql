-- What a merchant bears of a purchase that its terminal told of too late: not paid to it and nobody's debt.
alter table wallet_spend add column borne_fen bigint not null default 0 check (borne_fen between 0 and amount_fen);
