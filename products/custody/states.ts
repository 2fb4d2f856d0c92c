// Words for the states of custody, and what can follow what. Pure; server and pages share it.
export interface Both {
  zh: string
  en: string
}

export const evidenceStates = ["asked", "disputed", "queued", "released", "void"] as const
export type EvidenceState = (typeof evidenceStates)[number]
export const evidenceTitles: Record<EvidenceState, Both> = {
  asked: { zh: "待确认", en: "To be confirmed" },
  disputed: { zh: "有异议", en: "Disputed" },
  queued: { zh: "已确认待划拨", en: "Confirmed, to be released" },
  released: { zh: "已划拨", en: "Released" },
  void: { zh: "不计", en: "Void" },
}

/** A line confirmed by silence may still be disputed until it is released. */
export const evidenceNext: Record<EvidenceState, readonly EvidenceState[]> = {
  asked: ["queued", "disputed", "void"],
  disputed: ["queued", "void"],
  queued: ["released", "disputed"],
  released: [],
  void: [],
}

export const deciders = ["owner", "silence", "authority", "plan"] as const
export type Decider = (typeof deciders)[number]
export const deciderTitles: Record<Decider, Both> = {
  owner: { zh: "本人确认", en: "Confirmed by the owner" },
  silence: { zh: "到期未答，自动确认", en: "Confirmed by silence" },
  authority: { zh: "主管部门认定", en: "Decided by the authority" },
  plan: { zh: "按约定到期", en: "Due by plan" },
}

export const freezeScopes = ["holding", "pool_release", "pool_all"] as const
export type FreezeScope = (typeof freezeScopes)[number]
export const freezeScopeTitles: Record<FreezeScope, Both> = {
  holding: { zh: "冻结单个订单（仍可退费）", en: "One order (refunds go on)" },
  pool_release: { zh: "冻结机构划拨（退费照常）", en: "Releases of the institution (refunds go on)" },
  pool_all: { zh: "全部冻结（须有权机关文书）", en: "Everything (paper of a court or the police)" },
}

export const freezeStates = ["waiting", "active", "lifting", "lifted", "declined"] as const
export type FreezeState = (typeof freezeStates)[number]
export const freezeTitles: Record<FreezeState, Both> = {
  waiting: { zh: "待复核", en: "Waits for the second person" },
  active: { zh: "冻结中", en: "In force" },
  lifting: { zh: "解除待复核", en: "Lifting waits for the second person" },
  lifted: { zh: "已解除", en: "Lifted" },
  declined: { zh: "未通过", en: "Declined" },
}

/** What each scope keeps from moving. A freeze of one holding or of releases leaves the way back to the payer open. */
export const freezeStops: Record<FreezeScope, { release: boolean; giveBack: boolean }> = {
  holding: { release: true, giveBack: false },
  pool_release: { release: true, giveBack: false },
  pool_all: { release: true, giveBack: true },
}

export const claimStates = ["listed", "confirmed", "paid", "failed"] as const
export type ClaimState = (typeof claimStates)[number]
export const claimTitles: Record<ClaimState, Both> = {
  listed: { zh: "待确认账户", en: "Account to be confirmed" },
  confirmed: { zh: "已确认", en: "Confirmed" },
  paid: { zh: "已兑付", en: "Paid" },
  failed: { zh: "付款失败，可重试", en: "Failed, can be tried again" },
}

export const runoffStates = ["collecting", "approved", "done"] as const
export type RunoffState = (typeof runoffStates)[number]
export const runoffTitles: Record<RunoffState, Both> = {
  collecting: { zh: "债权登记", en: "Collecting claims" },
  approved: { zh: "兑付中", en: "Paying" },
  done: { zh: "已清退", en: "Done" },
}

export const reconStates = ["matched", "different", "explained", "no_statement"] as const
export type ReconState = (typeof reconStates)[number]
export const reconTitles: Record<ReconState, Both> = {
  matched: { zh: "相符", en: "Matched" },
  different: { zh: "有差异，停止划拨", en: "Different: releases stopped" },
  explained: { zh: "差异已查明", en: "Explained" },
  no_statement: { zh: "未收到银行流水", en: "No statement" },
}
