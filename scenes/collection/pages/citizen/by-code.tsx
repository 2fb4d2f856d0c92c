// By number and name, without an account: three questions, one after the other, then the bills.
import { useState } from "react"
import { Ask, Card, Choices, Press, Shown, Title, Trouble, useRead, useSend } from "#ui/citizen"
import { dictionary } from "#ui/i18n"
import { findByCode, openOrgs, payByCode } from "../../portal-contract.ts"
import { PayerCard } from "./pay.tsx"

const useText = dictionary({
  title: ["生活缴费", "Pay a bill"],
  org: ["给哪个单位缴费？", "Whom do you pay?"],
  next: ["下一步", "Next"],
  pick: ["请先选择单位", "Choose an organisation first"],
  key: ["户号、学号或房号是多少？", "What is the number (pupil, flat, customer)?"],
  keyHint: ["在单位发的缴费通知上。", "It is on the notice of the organisation."],
  name: ["户名是什么？", "What name is it under?"],
  nameHint: [
    "须与单位登记的一致，防止看到别人的账单。",
    "As the organisation has it, so that nobody sees another's bills.",
  ],
  find: ["查账单", "Show the bills"],
  again: ["查另一户", "Another one"],
  none: ["现在没有单位在这里收费。", "No organisation collects here now."],
})

export function BillsByCode() {
  const t = useText()
  const orgs = useRead(openOrgs)
  const [orgNo, setOrgNo] = useState<string | null>(null)
  const [step, setStep] = useState<"org" | "key" | "name" | "bills">("org")
  const [key, setKey] = useState("")
  const [name, setName] = useState("")
  const finding = useSend(findByCode)
  const paying = useSend(payByCode)
  const [view, setView] = useState<Awaited<ReturnType<typeof finding.send>>>(null)
  const who = { orgNo: Number(orgNo), key, name }
  const find = async () => {
    const found = await finding.send({ body: who })
    if (!found) return
    setView(found)
    setStep("bills")
  }
  return (
    <>
      <Title back="/m">{t("title")}</Title>
      {step === "org" ? (
        <Card title={t("org")}>
          <Shown reading={orgs}>
            {(all) =>
              all.length === 0 ? (
                <p>{t("none")}</p>
              ) : (
                <>
                  <Choices
                    label={t("org")}
                    value={orgNo}
                    change={setOrgNo}
                    of={all.map((one) => ({ value: String(one.orgNo), label: one.name }))}
                  />
                  <Press label={t("next")} off={orgNo ? null : t("pick")} press={() => setStep("key")} />
                </>
              )
            }
          </Shown>
        </Card>
      ) : null}
      {step === "key" ? (
        <Card title={t("title")}>
          <Ask
            label={t("key")}
            hint={t("keyHint")}
            value={key}
            change={setKey}
            button={t("next")}
            ask={() => (key.trim() === "" ? undefined : setStep("name"))}
            maxLength={40}
          />
        </Card>
      ) : null}
      {step === "name" ? (
        <Card title={t("title")}>
          <Ask
            label={t("name")}
            hint={t("nameHint")}
            value={name}
            change={setName}
            button={t("find")}
            busy={finding.busy}
            ask={() => void find()}
            maxLength={40}
            problem={finding.problem}
          />
        </Card>
      ) : null}
      {step === "bills" && view ? (
        <PayerCard
          view={view.value}
          paying={{
            busy: paying.busy,
            problem: paying.problem,
            start: async (lines, channel) => (await paying.send({ body: { ...who, lines, channel } }))?.value ?? null,
          }}
        />
      ) : null}
      {step === "org" ? null : (
        <Press
          kind="plain"
          label={t("again")}
          press={() => {
            setView(null)
            setStep("org")
          }}
        />
      )}
      {finding.problem && step !== "name" ? <Trouble error={finding.problem} /> : null}
    </>
  )
}
