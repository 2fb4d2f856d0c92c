// The worked examples of collection rules that need no database, each under its own number, and properties of the parts.
import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { calendarOf } from "../../../kernel/calendar/calendar.ts"
import { judge } from "./confirm.ts"
import { nextAsk } from "./pace.ts"
import { refundFault, refundPart, type PaidOrder, type RefundPart } from "./refund.ts"
import { clawBackShares, splitNet, splitPayment } from "./split.ts"

const receivers = (...shares: number[]) => shares.map((shareBp) => ({ shareBp }))

describe("splits", () => {
  it("K4 10,000.00 at 0.38 % shared 70/25/5", () => {
    expect(splitPayment(1_000_000n, 38, receivers(7000, 2500, 500))).toEqual({
      feeFen: 3_800n,
      netFen: 996_200n,
      shares: [697_340n, 249_050n, 49_810n],
    })
  })
  it("K5 thirds: the largest remainder, the first receiver wins ties", () => {
    expect(splitNet(10_000n, receivers(3333, 3333, 3334))).toEqual([3_333n, 3_333n, 3_334n])
    expect(splitNet(10_000n, [{ shareBp: 1 }, { shareBp: 1 }, { shareBp: 1 }])).toEqual([3_334n, 3_333n, 3_333n])
  })
  it("K6 2,000.00 of K4 goes back after the split", () => {
    const order = { amountFen: 1_000_000n, couponFen: 0n, feeFen: 3_800n, channelFeeFen: 0n, paidOn: "2026-03-02" }
    const part = refundPart(order, [], 200_000n)
    expect(part.feeBackFen).toBe(760n)
    const received = [697_340n, 249_050n, 49_810n].map((amountFen) => ({ amountFen, clawedFen: 0n }))
    expect(clawBackShares(200_000n - part.feeBackFen, received)).toEqual([139_468n, 49_810n, 9_962n])
  })
  test("parts and claw-backs always sum to the whole, and nobody gives back more than he got", () => {
    const shares = fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 10n }),
        shares,
        fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 5 }),
        (net, list, parts) => {
          const got = splitNet(net, receivers(...list))
          expect(got.reduce((a, b) => a + b, 0n)).toBe(net)
          const state = got.map((amountFen) => ({ amountFen, clawedFen: 0n }))
          let left = net
          for (const percent of parts) {
            const cost = (left * BigInt(percent)) / 100n
            const back = clawBackShares(cost, state)
            if (cost > 0n) expect(back.reduce((a, b) => a + b, 0n)).toBe(cost)
            left -= cost
            for (const [place, one] of back.entries()) state[place]!.clawedFen += one
          }
          const last = clawBackShares(left, state)
          for (const [place, one] of last.entries())
            expect(state[place]!.clawedFen + one).toBe(left === 0n ? state[place]!.clawedFen : state[place]!.amountFen)
        },
      ),
    )
  })
})

describe("refunds", () => {
  const order: PaidOrder = { amountFen: 1_000n, couponFen: 300n, feeFen: 6n, channelFeeFen: 6n, paidOn: "2025-03-01" }
  it("K7 the payer's and the coupon's share", () => {
    expect(refundPart(order, [], 900n).payerFen).toBe(630n)
  })
  it("K14 the window ends after 365 days", () => {
    const limits = { daysMax: 365, partsMax: 50 }
    const fault = refundFault(order, [], { amountFen: 900n, today: "2026-03-02" }, limits)
    expect(fault).toEqual({ kind: "too-old", days: 366, max: 365 })
    expect(refundFault(order, [], { amountFen: 900n, today: "2026-03-01" }, limits)).toBeNull()
    expect(refundFault(order, [], { amountFen: 900n, today: "2026-03-02" }, null)).toBeNull()
  })
  it("takes fifty parts and no more", () => {
    const part: RefundPart = { amountFen: 1n, payerFen: 1n, feeBackFen: 0n, channelFeeBackFen: 0n }
    const fault = refundFault(
      order,
      Array.from({ length: 50 }, () => part),
      { amountFen: 1n, today: "2025-03-02" },
      { daysMax: 365, partsMax: 50 },
    )
    expect(fault).toEqual({ kind: "parts", parts: 50, max: 50 })
  })
  test("any way of refunding gives back the whole, of the payer, the coupon and the fee, and not a fen more", () => {
    const cut = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(
        fc.bigInt({ min: 100n, max: 10n ** 9n }),
        fc.integer({ min: 0, max: 90 }),
        cut,
        (amount, coupon, cuts) => {
          const whole: PaidOrder = {
            ...order,
            amountFen: amount,
            couponFen: (amount * BigInt(coupon)) / 100n,
            feeFen: amount / 263n,
          }
          const parts: RefundPart[] = []
          let left = amount
          for (const percent of cuts) {
            const ask = (left * BigInt(percent)) / 100n
            if (ask === 0n || ask === left) continue
            parts.push(refundPart(whole, parts, ask))
            left -= ask
          }
          parts.push(refundPart(whole, parts, left))
          const sum = (of: keyof RefundPart) => parts.reduce((all, one) => all + one[of], 0n)
          expect(sum("amountFen")).toBe(amount)
          expect(sum("feeBackFen")).toBe(whole.feeFen)
          expect(sum("payerFen")).toBeLessThanOrEqual(amount - whole.couponFen)
          for (const one of parts) expect(one.payerFen).toBeLessThanOrEqual(one.amountFen)
        },
      ),
    )
  })
})

it("K9 settles on the next working day, holidays and make-up days counted", () => {
  const calendar = calendarOf([
    ...["2026-05-01", "2026-05-04", "2026-05-05"].map((day) => ({ day, work: false })),
    { day: "2026-05-09", work: true },
  ])
  expect(["2026-04-30", "2026-05-08", "2026-05-09"].map((day) => calendar.addWorkdays(day, 1))).toEqual([
    "2026-05-06",
    "2026-05-09",
    "2026-05-11",
  ])
})

test("news of an order means one thing only", () => {
  const news = { channel: "wechat", tradeNo: "1", outcome: "success", amountFen: 100n }
  const order = { state: "paying", channel: "wechat", amountFen: 100n, channelTradeNo: null }
  expect(judge(order, news)).toBe("take")
  expect(judge({ ...order, state: "closed" }, news)).toBe("take")
  expect(judge({ ...order, state: "success", channelTradeNo: "1" }, news)).toBe("repeated")
  expect(judge({ ...order, state: "success", channelTradeNo: "2" }, news)).toBe("second-payment")
  expect(judge({ ...order, amountFen: 99n }, news)).toBe("other-amount")
  expect(judge(undefined, news)).toBe("no-order")
})

test("a channel is asked soon, then ever more seldom", () => {
  const now = new Date("2026-03-02T00:00:00Z")
  const pauses = [0, 1, 5, 99].map((asks) => nextAsk(now, asks).getTime() - now.getTime())
  expect(pauses).toEqual([5_000, 10_000, 120_000, 3_600_000])
})
