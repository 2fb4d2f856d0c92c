// After pay-out: how much of the loan leans on the right, when that is too much, and what cures it.
import { lendableOfFen, ltvBp, shareFen, type CollateralClass, type LtvCapsBp } from "#contract/products/collateral"
import { divide } from "#contract/products/loan"
import type { PackageLeg } from "./valuation.ts"

export interface AlertBands {
  /** Above: amber, margin call. */
  amberBp: number
  /** Above: red. */
  redBp: number
}

export type Band = "green" | "amber" | "red"

export const bandOf = (ltv: number, bands: AlertBands): Band =>
  ltv > bands.redBp ? "red" : ltv > bands.amberBp ? "amber" : "green"

export interface Cover {
  /** What the right has to carry after the other legs' lendable values. */
  onRightFen: bigint
  rightValueFen: bigint
  ltvBp: number
  band: Band
  /** Cash that brings the loan back under the cap. */
  cureFen: bigint
}

/** LTV on the right: the other legs carry first what they may lend, the right carries the rest. */
export function coverOf(
  outstandingFen: bigint,
  legs: readonly PackageLeg[],
  caps: LtvCapsBp,
  bands: AlertBands,
): Cover {
  const active = legs.filter((leg) => leg.active)
  const rights = active.filter((leg) => leg.class === "emission_right")
  const otherFen = active
    .filter((leg) => leg.class !== "emission_right")
    .reduce((sum, leg) => sum + lendableOfFen(leg, caps), 0n)
  const onRightFen = outstandingFen > otherFen ? outstandingFen - otherFen : 0n
  const rightValueFen = rights.reduce((sum, leg) => sum + leg.valueFen, 0n)
  const priorFen = rights.reduce((sum, leg) => sum + leg.priorClaimsFen, 0n)
  const ltv = ltvBp(onRightFen === 0n ? 0n : onRightFen + priorFen, rightValueFen)
  return {
    onRightFen,
    rightValueFen,
    ltvBp: ltv,
    band: bandOf(ltv, bands),
    cureFen: cureFen(onRightFen, rightValueFen - priorFen, caps),
  }
}

/** outstanding − cap × value, never negative. */
function cureFen(onRightFen: bigint, valueFen: bigint, caps: LtvCapsBp): bigint {
  const lendable = valueFen > 0n ? shareFen(valueFen, caps.emission_right) : 0n
  return onRightFen > lendable ? onRightFen - lendable : 0n
}

/** Value of further collateral that cures as much: cure / cap, half-up. */
export const cureCollateralFen = (cure: bigint, of: CollateralClass, caps: LtvCapsBp): bigint =>
  divide(cure * 10_000n, BigInt(caps[of]))

/** Days to cure a margin call (补充担保期限). */
export const cureDays = 15

export const eventKinds = {
  PRICE_DROP: {
    zh: "价格公告下调",
    en: "Price bulletin lower",
    severity: "amber",
    answer: "当日重估，超过 80% 发补充担保通知",
  },
  PERMIT_EXPIRING: {
    zh: "许可证临期",
    en: "Permit near its end",
    severity: "yellow",
    answer: "建立续期任务，到期前 60 日为法定申请期限",
  },
  RIGHT_EXPIRING: { zh: "排污权临期", en: "Right near its end", severity: "yellow", answer: "建立续期任务" },
  OVER_EMISSION: {
    zh: "超标排放",
    en: "Over-limit discharge",
    severity: "red",
    answer: "冻结未支用额度，3 日内现场检查，评估提前收回",
  },
  FAKE_MONITORING: {
    zh: "监测数据弄虚作假",
    en: "Fake monitoring",
    severity: "red",
    answer: "冻结未支用额度，3 日内现场检查，评估提前收回",
  },
  PERMIT_EXPIRED: {
    zh: "许可证过期",
    en: "Permit expired",
    severity: "red",
    answer: "冻结未支用额度，3 日内现场检查，评估提前收回",
  },
  CREDIT_FALL: {
    zh: "环保信用等级下降",
    en: "Environmental credit falls",
    severity: "amber",
    answer: "整改前停止新支用",
  },
  FEE_UNPAID: { zh: "有偿使用费欠缴", en: "Use fee unpaid", severity: "amber", answer: "整改前停止新支用" },
  UNFREEZE_ATTEMPT: {
    zh: "擅自申请解冻或转让",
    en: "Unfreeze or transfer attempt",
    severity: "red",
    answer: "不同意解冻，发法律函",
  },
  PLANT_SHUT: {
    zh: "停产或搬迁",
    en: "Plant shut or relocated",
    severity: "red",
    answer: "制定处置方案，先收储、后拍卖",
  },
  LEG_LOST: { zh: "押品失效", en: "Collateral leg lost", severity: "red", answer: "1 日内发补充担保通知" },
} as const satisfies Record<string, { zh: string; en: string; severity: "yellow" | "amber" | "red"; answer: string }>

export type EventKind = keyof typeof eventKinds

/** Severity of an expiring permit or right by the days left. */
export function expirySeverity(daysLeft: number): "yellow" | "amber" | "red" | null {
  if (daysLeft < 0) return "red"
  if (daysLeft <= 30) return "red"
  if (daysLeft <= 60) return "amber"
  return daysLeft <= 90 ? "yellow" : null
}
