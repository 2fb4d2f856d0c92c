// The life of a relief case (纾困) as data: states, the steps between them and who may take them. Pure.

export const states = [
  "signalled",
  "contacted",
  "applied",
  "assessed",
  "approved",
  "declined",
  "contracted",
  "effective",
  "observed",
  "closed",
] as const

export type ReliefState = (typeof states)[number]

export const stateTitles: Record<ReliefState, { zh: string; en: string }> = {
  signalled: { zh: "待联系", en: "Signalled" },
  contacted: { zh: "已联系", en: "Contacted" },
  applied: { zh: "已申请", en: "Applied" },
  assessed: { zh: "已评估", en: "Assessed" },
  approved: { zh: "已批准", en: "Approved" },
  declined: { zh: "未批准", en: "Declined" },
  contracted: { zh: "已签约", en: "Contracted" },
  effective: { zh: "已生效", en: "Effective" },
  observed: { zh: "观察期满", en: "Observation over" },
  closed: { zh: "已办结", en: "Closed" },
}

const open = ["signalled", "contacted", "applied", "assessed", "approved", "contracted"] as const

export const actions = {
  contact: {
    zh: "登记联系",
    en: "Record the contact",
    from: ["signalled", "contacted", "applied"],
    to: ["contacted", "applied"],
    permission: "relief.handle",
  },
  apply: {
    zh: "受理申请",
    en: "Take the application",
    from: ["signalled", "contacted"],
    to: ["applied"],
    permission: "relief.handle",
  },
  fill: { zh: "补充材料", en: "Fill in evidence", from: ["applied"], to: ["applied"], permission: "relief.handle" },
  assess: {
    zh: "评估并选择措施",
    en: "Assess and choose",
    from: ["applied", "assessed"],
    to: ["assessed"],
    permission: "relief.handle",
  },
  submit: {
    zh: "审查并提交审批",
    en: "Review and submit",
    from: ["assessed"],
    to: ["assessed"],
    permission: "relief.review",
  },
  giveBack: { zh: "退回补充", en: "Return", from: ["assessed"], to: ["applied"], permission: "relief.review" },
  decide: { zh: "审批", en: "Decide", from: ["assessed"], to: ["approved", "declined", "applied"], permission: null },
  contract: { zh: "签约", en: "Sign", from: ["approved"], to: ["contracted"], permission: "relief.handle" },
  takeEffect: {
    zh: "生效入账",
    en: "Put into effect",
    from: ["contracted"],
    to: ["effective"],
    permission: "relief.effect",
  },
  observe: {
    zh: "日终观察",
    en: "Watched by the day end",
    from: ["effective"],
    to: ["effective", "observed", "closed"],
    permission: null,
  },
  cure: {
    zh: "认定困难消除",
    en: "Judge the cure",
    from: ["effective", "observed"],
    to: ["observed", "closed"],
    permission: "relief.classify",
  },
  exempt: {
    zh: "登记尽职免责",
    en: "Exemption record",
    from: ["approved", "declined", "contracted", "effective", "observed", "closed"],
    to: ["approved", "declined", "contracted", "effective", "observed", "closed"],
    permission: "relief.classify",
  },
  close: { zh: "撤回或结束", en: "Withdraw or end", from: open, to: ["closed"], permission: "relief.handle" },
} as const satisfies Record<
  string,
  { zh: string; en: string; from: readonly ReliefState[]; to: readonly ReliefState[]; permission: string | null }
>

export type ReliefAction = keyof typeof actions

export const canMove = (from: ReliefState, action: ReliefAction, to: ReliefState): boolean => {
  const spec = actions[action]
  return (spec.from as readonly ReliefState[]).includes(from) && (spec.to as readonly ReliefState[]).includes(to)
}

/** Still on its way: no second case is opened for the same note. */
export const isRunning = (state: ReliefState): boolean => state !== "closed" && state !== "declined"
/** Before anything was agreed. */
export const openStates: readonly ReliefState[] = open
