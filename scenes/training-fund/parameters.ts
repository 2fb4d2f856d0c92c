// Local policies and numbers of alerts as dated data: every version names its document and how sure we are of it. A policy
// is never edited; a new version is proposed by one person and put in force by another.
import { z } from "zod"
import type { ParameterSpec, ParameterValue } from "#kernel/scene"
import { policyShape, type Policy } from "./model.ts"

const national: Policy = {
  custody: "CUSTODY",
  release: "PER_LESSON",
  cadence: "DAILY",
  custodyShareBp: 10_000,
  maxMonths: 3,
  maxLessons: 60,
  capYuan: 5_000,
  earliestMonths: 1,
  renewAtLessons: 20,
  confirmWorkdays: 15,
  refundAnswerWorkdays: 5,
  refundBeforeWorkdays: 5,
  refundAfterWorkdays: 15,
  coolingDays: 7,
  orderEndWorkdays: 15,
  releaseMonths: 3,
  giftMode: "PAID_ONLY",
  listPriceAllowed: false,
  depositFloor: true,
  latestEnd: "20:30",
  latestEndOnline: "21:00",
  until: null,
}

export interface Profile {
  code: string
  zh: string
  en: string
  from: string
  policy: Policy
  source: string
  certainty: ParameterValue["certainty"]
  /** The version that ruled until then: money taken under it stays under it. */
  before?: { from: string; source: string; policy: Policy }
}

const profile = (
  code: string,
  zh: string,
  en: string,
  rest: {
    from: string
    source: string
    certainty?: Profile["certainty"]
    over?: Partial<Policy>
    before?: { from: string; source: string; over: Partial<Policy> }
  },
): Profile => ({
  code,
  zh,
  en,
  from: rest.from,
  source: rest.source,
  certainty: rest.certainty ?? "unverified",
  policy: { ...national, ...rest.over },
  ...(rest.before
    ? { before: { from: rest.before.from, source: rest.before.source, policy: { ...national, ...rest.before.over } } }
    : {}),
})

export const profiles: readonly Profile[] = [
  profile("NATIONAL_APP", "全国平台口径", "National platform", {
    from: "2023-02-01",
    source: "教育部等十三部门意见（教监管〔2022〕4号）；教监管函〔2021〕2号；全国校外教育培训监管与服务综合平台规则",
  }),
  profile("XIANGTAN", "湘潭（拟）", "Xiangtan, proposed", {
    from: "2021-12-01",
    source: "未见公开文本：参照常德 2021 与全国平台口径，本行首发值",
    certainty: "assumption",
    over: { cadence: "WEEKLY" },
  }),
  profile("XIAMEN_2021", "厦门 2021", "Xiamen 2021", {
    from: "2021-11-09",
    source: "厦门市校外培训机构预收费监管办法（2021年11月9日）：一课一消、一周一结，7 日内划付",
    over: { cadence: "WEEKLY" },
    before: {
      from: "2021-01-01",
      source: "同一办法：2021年11月9日前收取的费用适用风险保证金模式",
      over: { custody: "DEPOSIT", custodyShareBp: 0 },
    },
  }),
  profile("YUXI_2021", "玉溪 2021", "Yuxi 2021", {
    from: "2021-12-22",
    source: "玉溪市校外培训机构资金监管通知（2021年12月）：3 周岁以上全部纳入，一周一结",
    over: { cadence: "WEEKLY" },
  }),
  profile("CHENGDU_2022", "成都 2022", "Chengdu 2022", {
    from: "2022-02-19",
    source: "成都市校外培训机构预收费资金监管（2022年2月）：专户存管加协议履行、未消课两项保证金",
    over: { refundBeforeWorkdays: 5 },
  }),
  profile("CHENGDU_XXHF", "成都先学后付", "Chengdu, learn first", {
    from: "2022-02-19",
    source: "成都市“先学后付”：学费锁定在家长本人电子账户，逐课支付",
    over: { custody: "PARENT_ACCOUNT" },
  }),
  profile("GUANGZHOU_2021", "广州 2021", "Guangzhou 2021", {
    from: "2021-11-01",
    source: "穗教规字〔2021〕8号：区内单一账户，按进度划拨",
    over: { cadence: "WEEKLY" },
  }),
  profile("WUHU_2022", "芜湖 2022", "Wuhu 2022", {
    from: "2022-01-01",
    source: "芜湖市校外培训机构预收费监管（2022年）：整单结束后 15 个工作日划拨，申诉顺延",
    over: { release: "ORDER_END", orderEndWorkdays: 15 },
  }),
  profile("ZIGONG_2020", "自贡 2020", "Zigong 2020", {
    from: "2020-01-01",
    source: "自贡市校外培训机构资金监管（2020年，媒体报道）：留存 20%，分 3 个自然月返还",
    certainty: "assumption",
    over: { custody: "MIN_BALANCE", release: "MONTHS", custodyShareBp: 2_000, releaseMonths: 3 },
  }),
  profile("CHANGDE_2021", "常德 2021", "Changde 2021", {
    from: "2021-12-01",
    source: "常德市校外培训机构预收费监管（2021年）：市平台加县平台，主管部门可选逐课、按比例或保证金",
  }),
]

export const policyKey = (code: string): string => `training-fund.policy.${code}`

const one = (
  key: string,
  words: { zh: string; en: string; unit: { zh: string; en: string } },
  schema: z.ZodType,
  value: unknown,
): ParameterSpec => ({
  key: `training-fund.${key}`,
  zh: words.zh,
  en: words.en,
  unit: words.unit,
  schema,
  values: [{ from: "2016-01-01", value, source: "本行首发值（参照浙江两级预警做法）", certainty: "assumption" }],
})

const whole = (min: number, max: number) => z.number().int().min(min).max(max)

export const alertShape = z.object({
  outflowYellowBp: whole(0, 10_000),
  outflowRedBp: whole(0, 10_000),
  enrolmentScore: whole(1, 20),
  enrolmentMin: whole(1, 10_000),
  idleDays: whole(1, 90),
  autoShareBp: whole(0, 10_000),
  autoMin: whole(1, 1_000),
  lessonsPerDay: whole(1, 24),
  licenceDays: whole(1, 365),
  offPlatformMin: whole(1, 100),
})

export const parameters: ParameterSpec[] = [
  ...profiles.map((p) => ({
    key: policyKey(p.code),
    zh: `教培资金监管政策：${p.zh}`,
    en: `Training-fee policy: ${p.en}`,
    schema: policyShape,
    values: [
      ...(p.before
        ? [{ from: p.before.from, value: p.before.policy, source: p.before.source, certainty: p.certainty }]
        : []),
      { from: p.from, value: p.policy, source: p.source, certainty: p.certainty },
    ],
  })),
  one(
    "alerts",
    { zh: "教培预警阈值", en: "Numbers of training alerts", unit: { zh: "基点、天、次", en: "bp, days, times" } },
    alertShape,
    {
      outflowYellowBp: 2_000,
      outflowRedBp: 3_000,
      enrolmentScore: 3,
      enrolmentMin: 20,
      idleDays: 7,
      autoShareBp: 6_000,
      autoMin: 10,
      lessonsPerDay: 8,
      licenceDays: 30,
      offPlatformMin: 2,
    },
  ),
  one(
    "pay-minutes",
    { zh: "签约后缴费时限", en: "Time to pay after signing", unit: { zh: "分钟", en: "minutes" } },
    whole(5, 1_440),
    30,
  ),
  one(
    "split-days",
    { zh: "疑似拆单统计期", en: "Window of suspected split orders", unit: { zh: "天", en: "days" } },
    whole(1, 365),
    30,
  ),
]
