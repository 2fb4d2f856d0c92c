// Dated figures of the scene with the paper each comes from; what is our own choice says so.
import { z } from "zod"
import type { ParameterSpec, ParameterValue } from "#kernel/scene"

const since = (value: unknown, source: string, certainty: ParameterValue["certainty"]): ParameterValue[] => [
  { from: "2020-01-01", value, source, certainty },
]
const own = "本行约定（首发值）"
const faceRules = "《人脸识别技术应用安全管理办法》（国家网信办、公安部令第19号，2025-03-13）"
const minutes = { zh: "分钟", en: "minutes" }
const whole = z.number().int().min(0).max(100_000)
const spec = (
  key: string,
  zh: string,
  en: string,
  values: ParameterValue[],
  unit: { zh: string; en: string } = minutes,
): ParameterSpec => ({ key: `campus.${key}`, zh, en, schema: whole, unit, values })

export const parameters: ParameterSpec[] = [
  spec(
    "late-minutes",
    "打铃后多久内算迟到（再晚算缺勤）",
    "Minutes after the bell that count as late",
    since(15, "公开的学校考勤说明", "unverified"),
  ),
  spec(
    "not-arrived-minutes",
    "打铃后多久列出未到校",
    "Minutes after the bell to the not-arrived list",
    since(10, own, "assumption"),
  ),
  spec(
    "not-left-minutes",
    "放学后多久列出未离校",
    "Minutes after closing to the not-left list",
    since(30, own, "assumption"),
  ),
  spec(
    "news-minutes",
    "进出超过多久只进日报不推送",
    "Age from which an event goes to the digest",
    since(10, own, "assumption"),
  ),
  spec("ahead-minutes", "设备时间校正后最多超前", "How far ahead an event may lie", since(5, own, "assumption")),
  spec("behind-days", "早于多少天的事件列为可疑", "Age from which an event is suspect", since(30, own, "assumption"), {
    zh: "天",
    en: "days",
  }),
  spec("overstay-minutes", "访客超时宽限", "Grace before a visitor overstays", since(30, own, "assumption")),
  spec("stale-minutes", "设备多久没有心跳算离线", "Silence after which a device is stale", since(5, own, "assumption")),
  spec(
    "offline-alarm-days",
    "设备离线多少天报警（存储将满）",
    "Days offline before the store runs full",
    since(3, own, "assumption"),
    { zh: "天", en: "days" },
  ),
  spec(
    "office-leave-days",
    "请假满几天须教务同意",
    "Days of leave that need the office",
    since(2, "某校请假制度（公开）", "unverified"),
    { zh: "天", en: "days" },
  ),
  spec(
    "guardian-below-years",
    "须监护人单独同意的年龄",
    "Age below which a guardian consents",
    since(14, faceRules, "fact"),
    { zh: "周岁", en: "years" },
  ),
  spec(
    "adult-years",
    "成年：本人办理、监护人权利终止的年龄",
    "Age from which a pupil acts alone",
    since(18, "《中华人民共和国民法典》第十七、十八条", "fact"),
    { zh: "周岁", en: "years" },
  ),
  spec(
    "face-filing-from",
    "存储人脸达到多少须备案",
    "Stored faces from which to file",
    since(100_000, faceRules, "unverified"),
    { zh: "人", en: "people" },
  ),
  spec(
    "delete-workdays",
    "撤回同意后删除并答复的期限",
    "Working days to delete after a withdrawal",
    since(15, "《个人信息保护法》", "unverified"),
    { zh: "工作日", en: "working days" },
  ),
  spec("stranger-cap-fen", "非监护人每笔充值上限", "Most a non-guardian may top up", since(10_000, own, "assumption"), {
    zh: "分",
    en: "fen",
  }),
  spec(
    "meal-subsidy-fen",
    "营养改善补助标准（每生每天）",
    "Meal subsidy a pupil and day",
    since(500, "2021年秋季起营养改善计划国家基础标准", "unverified"),
    { zh: "分", en: "fen" },
  ),
]
