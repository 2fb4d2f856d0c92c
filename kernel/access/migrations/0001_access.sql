-- People who work here, what they may do, and the sessions they hold. No shared and no default accounts.
create table staff (
  id uuid primary key,
  staff_no text not null unique,
  -- The human being: the same for every account of one person, so that maker and checker cannot be one.
  person_id text not null,
  name text not null,
  outlet text not null references outlet,
  state text not null check (state in ('invited', 'active', 'disabled')),
  password_hash text,
  password_changed_at timestamptz,
  invitation_hash bytea,
  totp_sealed bytea,
  totp_last_step bigint not null default 0,
  failed_count smallint not null default 0,
  failed_since timestamptz,
  locked_until timestamptz,
  created_at timestamptz not null
);
create table staff_role (
  staff_id uuid not null references staff,
  role text not null,
  primary key (staff_id, role)
);
create table portal_user (
  id uuid primary key,
  party_id uuid not null,
  name text not null,
  phone_sealed bytea not null,
  phone_digest bytea not null unique,
  phone_tail text not null,
  state text not null check (state in ('active', 'disabled')),
  created_at timestamptz not null
);
create table sms_code (
  phone_digest bytea not null,
  purpose text not null,
  code_digest bytea not null,
  tries smallint not null default 0,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (phone_digest, purpose)
);
create table session (
  token_hash bytea primary key,
  kind text not null check (kind in ('staff', 'portal', 'citizen')),
  subject_id uuid not null,
  -- 'password' reaches only the second factor; 'full' is signed in.
  factor text not null check (factor in ('password', 'full')),
  ip text,
  user_agent text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  ended_by text
);
create index session_open on session (kind, subject_id) where ended_at is null;
