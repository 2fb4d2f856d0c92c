-- The tariff a branch starts with, from public papers. Figures whose text was not re-read are marked so; what the bank
-- chose itself says so. Everything here is changed on the page, by two people and with a document.
insert into fee_item (code, zh, en, nature, category, unit_zh, unit_en, period_months) values
  ('TRANSFER_COUNTER', '对公跨行柜台转账汇款', 'Corporate cross-bank transfer at the counter', 'GOV_GUIDED', 'settlement', '笔', 'transfer', null),
  ('CHEQUE_COST', '支票工本费', 'Cheque forms', 'GOV_FIXED', 'paper', '份', 'form', null),
  ('CHEQUE_LOSS', '支票挂失费', 'Loss report of a cheque', 'GOV_FIXED', 'paper', '笔', 'report', null),
  ('DRAFT_FEE', '银行汇票、本票手续费', 'Bank drafts and promissory notes', 'GOV_FIXED', 'paper', '笔', 'draft', null),
  ('DRAFT_COST', '银行汇票、本票工本费', 'Forms of drafts and notes', 'GOV_FIXED', 'paper', '份', 'form', null),
  ('DRAFT_LOSS', '银行汇票、本票挂失费', 'Loss report of a draft or note', 'GOV_FIXED', 'paper', '笔', 'report', null),
  ('ACCOUNT_OPENING', '单位账户开户费', 'Opening of a corporate account', 'MARKET', 'account', '户', 'account', null),
  ('ACCOUNT_MANAGEMENT', '单位账户管理费', 'Management of a corporate account', 'MARKET', 'account', '户·年', 'account a year', 12),
  ('ACCOUNT_DORMANT', '久悬账户管理费', 'Dormant account', 'MARKET', 'account', '户·年', 'account a year', 12),
  ('SMS_ALERT', '账务短信提醒', 'SMS alerts of movements', 'MARKET', 'channel', '户·月', 'account a month', 1),
  ('EBANK_BASIC', '企业网银基本服务费', 'Corporate online banking, basic', 'MARKET', 'channel', '户·年', 'account a year', 12),
  ('EBANK_TOKEN', '网银安全工具（U盾）', 'Online-banking token', 'MARKET', 'channel', '个', 'token', null),
  ('RECEIPT_SELF', '自助回单打印', 'Receipts at the machine', 'MARKET', 'channel', '户·年', 'account a year', 12),
  ('RECEIPT_COUNTER', '柜面回单打印', 'Receipts at the counter', 'MARKET', 'channel', '户·年', 'account a year', 12),
  ('RECEIPT_ELECTRONIC', '电子回单批量服务', 'Electronic receipts in bulk', 'MARKET', 'channel', '户·年', 'account a year', 12),
  ('PAYMENT_CODE_DEVICE', '支付密码器', 'Payment code device', 'MARKET', 'channel', '个', 'device', null),
  ('ISSUER_STANDARD', '标准类商户借记卡发卡行服务费', 'Debit issuer fee, standard merchants', 'GOV_GUIDED', 'merchant', '笔', 'payment', null),
  ('ISSUER_PREFERENTIAL', '优惠类商户借记卡发卡行服务费', 'Debit issuer fee, preferential merchants', 'GOV_GUIDED', 'merchant', '笔', 'payment', null);

create function pg_temp.flat(fee text, gone boolean default false) returns jsonb language sql as $$
  select jsonb_build_object('cap', null, 'cancelled', gone, 'tiers', jsonb_build_array(
    jsonb_build_object('over', '0.00', 'upTo', null, 'fee', fee, 'ratePct', null))) $$;
create function pg_temp.share(pct text, most text) returns jsonb language sql as $$
  select jsonb_build_object('cap', most, 'cancelled', false, 'tiers', jsonb_build_array(
    jsonb_build_object('over', '0.00', 'upTo', null, 'fee', null, 'ratePct', pct))) $$;
create function pg_temp.transfer() returns jsonb language sql as $$
  select '{"cap":"200.00","cancelled":false,"tiers":[
    {"over":"0.00","upTo":"10000.00","fee":"5.00","ratePct":null},
    {"over":"10000.00","upTo":"100000.00","fee":"10.00","ratePct":null},
    {"over":"100000.00","upTo":"500000.00","fee":"15.00","ratePct":null},
    {"over":"500000.00","upTo":"1000000.00","fee":"20.00","ratePct":null},
    {"over":"1000000.00","upTo":null,"fee":null,"ratePct":"0.002"}]}'::jsonb $$;

insert into fee_ceiling (id, item_code, valid_from, terms, doc_no, certainty, proposed_by, created_at) values
  (gen_random_uuid(), 'TRANSFER_COUNTER', '2014-08-01', pg_temp.transfer(), '发改价格〔2014〕268号', 'fact', 'initial', now()),
  (gen_random_uuid(), 'ISSUER_STANDARD', '2016-09-06', pg_temp.share('0.35', '13.00'), '发改价格〔2016〕557号', 'unverified', 'initial', now()),
  (gen_random_uuid(), 'ISSUER_PREFERENTIAL', '2016-09-06', pg_temp.share('0.35', '13.00'), '发改价格〔2016〕557号', 'unverified', 'initial', now()),
  (gen_random_uuid(), 'CHEQUE_COST', '2021-09-30', pg_temp.flat('0.00', true), '银发〔2021〕169号（取消）', 'fact', 'initial', now()),
  (gen_random_uuid(), 'CHEQUE_LOSS', '2021-09-30', pg_temp.flat('0.00', true), '银发〔2021〕169号（取消）', 'fact', 'initial', now()),
  (gen_random_uuid(), 'DRAFT_FEE', '2021-09-30', pg_temp.flat('0.00', true), '银发〔2021〕169号（取消）', 'fact', 'initial', now()),
  (gen_random_uuid(), 'DRAFT_COST', '2021-09-30', pg_temp.flat('0.00', true), '银发〔2021〕169号（取消）', 'fact', 'initial', now()),
  (gen_random_uuid(), 'DRAFT_LOSS', '2021-09-30', pg_temp.flat('0.00', true), '银发〔2021〕169号（取消）', 'fact', 'initial', now());

insert into fee_price (id, item_code, valid_from, terms, doc_no, certainty, proposed_by, created_at)
  select gen_random_uuid(), item_code, valid_from, terms, doc_no, certainty, 'initial', now() from fee_ceiling;

-- Published by another bank's Beijing branch for orientation; this branch's own prices are proposed on the page.
insert into fee_price (id, item_code, valid_from, terms, doc_no, certainty, proposed_by, created_at)
  select gen_random_uuid(), code, '2020-01-01', pg_temp.flat(fee), doc, certainty, 'initial', now()
    from (values
      ('ACCOUNT_OPENING', '0.00', '工商银行北京市分行服务价格公示（参考）', 'unverified'),
      ('ACCOUNT_MANAGEMENT', '0.00', '工商银行北京市分行服务价格公示（参考）；银发〔2021〕169号鼓励免收', 'unverified'),
      ('ACCOUNT_DORMANT', '600.00', '工商银行北京市分行服务价格公示（参考）', 'unverified'),
      ('SMS_ALERT', '50.00', '工商银行北京市分行服务价格公示（参考）', 'unverified'),
      ('EBANK_BASIC', '200.00', '工商银行北京市分行服务价格公示（参考）', 'unverified'),
      ('RECEIPT_SELF', '360.00', '工商银行北京市分行服务价格公示（参考）', 'unverified'),
      ('RECEIPT_COUNTER', '450.00', '工商银行北京市分行服务价格公示（参考）', 'unverified'),
      ('RECEIPT_ELECTRONIC', '1000.00', '工商银行北京市分行服务价格公示（参考）', 'unverified'),
      ('PAYMENT_CODE_DEVICE', '53.50', '工商银行北京市分行服务价格公示（参考）', 'unverified'),
      ('EBANK_TOKEN', '0.00', '本行价目（首发值；公开价格未查到）', 'assumption')
    ) as listed (code, fee, doc, certainty);

insert into fee_waiver
  (id, code, zh, en, item_codes, size_classes, base_max_fen, share_bp, valid_from, valid_to, doc_no, certainty, proposed_by, created_at)
values
  (gen_random_uuid(), 'SMALL_TRANSFER', '小微企业柜台转账九折', 'Small firms: counter transfers at nine tenths',
    '{TRANSFER_COUNTER}', '{micro,small}', 10000000, 1000, '2021-09-30', '2024-09-29', '银发〔2021〕169号', 'fact', 'initial', now()),
  (gen_random_uuid(), 'SMALL_TRANSFER', '小微企业柜台转账九折', 'Small firms: counter transfers at nine tenths',
    '{TRANSFER_COUNTER}', '{micro,small}', 10000000, 1000, '2024-09-30', '2027-12-31', '本行减费让利延续决定（首发值；行业协会 2024-09 倡议延续）', 'assumption', 'initial', now()),
  (gen_random_uuid(), 'ISSUER_STANDARD_CUT', '标准类商户发卡行服务费九折', 'Issuer fee cut, standard merchants',
    '{ISSUER_STANDARD}', '{}', null, 1000, '2021-09-30', '2024-09-29', '银发〔2021〕169号', 'fact', 'initial', now()),
  (gen_random_uuid(), 'ISSUER_STANDARD_CUT', '标准类商户发卡行服务费九折', 'Issuer fee cut, standard merchants',
    '{ISSUER_STANDARD}', '{}', null, 1000, '2024-09-30', '2027-12-31', '本行减费让利延续决定（首发值；行业协会 2024-09 倡议延续）', 'assumption', 'initial', now()),
  (gen_random_uuid(), 'ISSUER_PREFERENTIAL_CUT', '优惠类商户发卡行服务费七八折', 'Issuer fee cut, preferential merchants',
    '{ISSUER_PREFERENTIAL}', '{}', null, 2200, '2021-09-30', '2024-09-29', '银发〔2021〕169号', 'fact', 'initial', now()),
  (gen_random_uuid(), 'ISSUER_PREFERENTIAL_CUT', '优惠类商户发卡行服务费七八折', 'Issuer fee cut, preferential merchants',
    '{ISSUER_PREFERENTIAL}', '{}', null, 2200, '2024-09-30', '2027-12-31', '本行减费让利延续决定（首发值；行业协会 2024-09 倡议延续）', 'assumption', 'initial', now());

-- The 1-yuan package comes from a press story; what a firm may go on with afterwards is the bank's own choice.
insert into fee_package
  (id, code, zh, en, price_fen, item_codes, term_months, new_within_days, once_per_uscc, renew_into, valid_from, doc_no, certainty, proposed_by, created_at)
values
  (gen_random_uuid(), 'ONE_YUAN', '新开户 1 元套餐', '1-yuan package for new accounts', 100,
    '{ACCOUNT_MANAGEMENT,RECEIPT_SELF,EBANK_BASIC,EBANK_TOKEN,SMS_ALERT}', 12, 30, true, 'CARE_YEAR', '2020-01-01',
    '本行减费让利方案（首发值；内容与价格见公开报道）', 'assumption', 'initial', now()),
  (gen_random_uuid(), 'CARE_YEAR', '安心账户年包', 'Account care, one year', 36000,
    '{ACCOUNT_MANAGEMENT,RECEIPT_SELF,EBANK_BASIC,EBANK_TOKEN,SMS_ALERT}', 12, null, false, 'CARE_YEAR', '2020-01-01',
    '本行价目（首发值）', 'assumption', 'initial', now());
