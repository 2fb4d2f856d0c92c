// Eligibility rule by rule: green met, red not met, grey missing, each with its reason, its paper and a button that brings
// what is missing; beside it the difficulty test.
import { CheckCircleFilled, CloseCircleFilled, QuestionCircleFilled } from "@ant-design/icons"
import { dictionary, useSay } from "#ui/i18n"
import { Columns, Panel, Stack } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import type { CaseDetail } from "./case.tsx"
import { Bring, CashForm, ConsentsForm, difficultyFindings, FindingForm } from "./evidence.tsx"

const useText = dictionary({
  title: ["资格清单", "Eligibility"],
  note: [
    "绿色满足，红色不满足，灰色缺依据。灰色项都要补齐才能选择措施。",
    "Green met, red not met, grey missing. Every grey one is filled in before a measure is chosen.",
  ],
  met: ["满足", "Met"],
  not_met: ["不满足", "Not met"],
  missing: ["缺依据", "Missing"],
  basis: ["依据：{n}", "Basis: {n}"],
  difficulty: ["财务困难测试", "Difficulty test"],
  difficultyNote: [
    "任何一项为“是”，即认定财务困难，让步按重组处理。",
    "Any yes is financial difficulty, and a concession then is a restructuring.",
  ],
  yes: ["是", "Yes"],
  no: ["否", "No"],
  unknown: ["待核实", "Open"],
  inDifficulty: ["存在财务困难", "In difficulty"],
  noDifficulty: ["没有财务困难", "No difficulty"],
  viable: ["让步后现金流可覆盖", "Viable after the change"],
  notViable: ["让步后现金流不足", "Not viable after the change"],
  cash: ["现金流与担保", "Cash and guarantors"],
  cover: ["现金流覆盖 {now} 倍，让步后 {after} 倍", "Cover {now}, after the change {after}"],
  noCash: ["还没有测算。", "Not filled in yet."],
  locked: ["受理申请后、提交评估前才能补充。", "Filled in between application and assessment."],
})

const icons = {
  met: <CheckCircleFilled style={{ color: "var(--hs-good)", fontSize: 18 }} />,
  not_met: <CloseCircleFilled style={{ color: "var(--hs-bad)", fontSize: 18 }} />,
  missing: <QuestionCircleFilled style={{ color: "var(--hs-muted)", fontSize: 18 }} />,
} as const

/** Why nothing can be filled in now, or null. */
export function useFillBlock(found: CaseDetail): string | null {
  const t = useText()
  const denied = useNotAllowed()("relief.handle")
  return denied ?? (found.state === "applied" ? null : t("locked"))
}

export function EligibilityTab({ found }: { found: CaseDetail }) {
  return (
    <Columns>
      <Rules found={found} />
      <Stack>
        <Difficulty found={found} />
        <Cash found={found} />
      </Stack>
    </Columns>
  )
}

function Rules({ found }: { found: CaseDetail }) {
  const t = useText()
  const say = useSay()
  const block = useFillBlock(found)
  return (
    <Panel title={t("title")} note={t("note")}>
      <ul className="rl-rules">
        {found.rules.map((one) => (
          <li key={one.rule}>
            <span role="img" aria-label={t(one.status)}>
              {icons[one.status]}
            </span>
            <span>
              <strong>{say(one.title)}</strong>
              <div>{say(one)}</div>
              <div className="hs-muted hs-small">
                {one.note ? `${t("basis", { n: one.note })} · ` : ""}
                {one.source}
              </div>
            </span>
            <Bring found={found} rule={one} block={block} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Difficulty({ found }: { found: CaseDetail }) {
  const t = useText()
  const say = useSay()
  const block = useFillBlock(found)
  return (
    <Panel
      title={t("difficulty")}
      note={t("difficultyNote")}
      extra={
        <StateTag tone={found.inDifficulty ? "bad" : "good"}>
          {t(found.inDifficulty ? "inDifficulty" : "noDifficulty")}
        </StateTag>
      }
    >
      <ul className="hs-plain">
        {found.difficulty.map((one) => {
          const finding = difficultyFindings[one.test]
          return (
            <li key={one.test}>
              <span>{say(one)}</span>
              <span style={{ display: "flex", gap: 8, alignItems: "center" }}>
                <StateTag tone={one.answer === "yes" ? "bad" : one.answer === "no" ? "good" : "neutral"}>
                  {t(one.answer === "missing" ? "unknown" : one.answer)}
                </StateTag>
                {finding && block === null ? <FindingForm found={found} finding={finding} block={block} /> : null}
              </span>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

function Cash({ found }: { found: CaseDetail }) {
  const t = useText()
  const block = useFillBlock(found)
  return (
    <Panel title={t("cash")}>
      <p style={{ marginTop: 0 }}>
        {found.cash ? t("cover", { now: found.cash.cover, after: found.cash.coverAfter }) : t("noCash")}{" "}
        {found.cash ? (
          <StateTag tone={found.viable ? "good" : "bad"}>{t(found.viable ? "viable" : "notViable")}</StateTag>
        ) : null}
      </p>
      <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
        <CashForm found={found} block={block} />
        <ConsentsForm found={found} block={block} />
      </div>
    </Panel>
  )
}
