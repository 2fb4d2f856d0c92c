// Claims of the family at an institution that is being run off: check the sum, name the account to pay to.
import { useState } from "react"
import type { z } from "zod"
import { Answer, Ask, Card, Facts, Press, Shown, Title, Trouble, useRead, useSend } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { grouped } from "#ui/money"
import { claimTitles } from "../../../../products/custody/states.ts"
import { confirmClaimEndpoint, myClaims } from "../../family/contract.ts"
import { familyPaths as paths } from "./paths.ts"

const useText = dictionary({
  title: ["清退登记", "Claims of a run-off"],
  none: ["没有清退中的债权。", "No claims."],
  number: ["债权编号", "Claim"],
  contract: ["合同号", "Contract"],
  course: ["课程", "Course"],
  claim: ["应退（元）", "Owed (CNY)"],
  own: ["存管户可付（元）", "From custody (CNY)"],
  shared: ["保证金分配（元）", "From the deposit (CNY)"],
  payee: ["收款账户", "Account"],
  again: ["更正收款账户", "Correct the account"],
  name: ["收款人姓名", "Name of the account's owner"],
  bank: ["开户银行", "Bank"],
  account: ["银行账号", "Account number"],
  next: ["下一步", "Next"],
  check: ["请核对，付款按此账户：", "Check it; the money goes there:"],
  send: ["确认无误，提交", "It is right, send"],
  back: ["改一改", "Change it"],
  kept: ["已登记，银行复核后付款，到账会通知您。", "Kept; the bank pays after a second signature and tells you."],
})

type Claim = z.output<typeof myClaims.response>[number]

export function Claims() {
  const t = useText()
  const reading = useRead(myClaims)
  return (
    <>
      <Title back={paths.orders()}>{t("title")}</Title>
      <Shown reading={reading}>
        {(claims) =>
          claims.length === 0 ? (
            <p>{t("none")}</p>
          ) : (
            claims.map((claim) => <OneClaim key={claim.id} claim={claim} again={reading.again} />)
          )
        }
      </Shown>
    </>
  )
}

function OneClaim({ claim, again }: { claim: Claim; again: () => void }) {
  const t = useText()
  const say = useSay()
  const [editing, setEditing] = useState(claim.payee === null)
  return (
    <Card title={`${claim.institution} · ${claim.student}`}>
      <Answer tone={claim.state === "paid" ? "good" : claim.state === "failed" ? "bad" : "plain"}>
        {say(claimTitles[claim.state])}
        {claim.failure ? `：${claim.failure}` : ""}
      </Answer>
      <Facts
        facts={[
          [t("claim"), <strong key="claim">{grouped(claim.claim)}</strong>],
          [t("own"), grouped(claim.own)],
          [t("shared"), grouped(claim.shared)],
          [t("course"), claim.course],
          [t("contract"), claim.contractNo],
          [t("number"), claim.number],
          ...(claim.payee ? [[t("payee"), claim.payee] as const] : []),
        ]}
      />
      {claim.state === "confirmed" && !editing ? <p className="hs-muted">{t("kept")}</p> : null}
      {claim.state === "paid" ? null : editing ? (
        <Payee
          id={claim.id}
          done={() => {
            setEditing(false)
            again()
          }}
        />
      ) : (
        <Press kind="plain" label={t("again")} press={() => setEditing(true)} />
      )}
    </Card>
  )
}

const steps = ["name", "bank", "account"] as const

/** One question after the other, then all of it once more before it is sent. */
function Payee({ id, done }: { id: string; done: () => void }) {
  const t = useText()
  const sending = useSend(confirmClaimEndpoint)
  const [at, setAt] = useState(0)
  const [given, setGiven] = useState({ name: "", bank: "", account: "" })
  const step = steps[at]
  if (step)
    return (
      <Ask
        key={step}
        label={t(step)}
        value={given[step]}
        change={(text) => setGiven({ ...given, [step]: text })}
        button={t("next")}
        mode={step === "account" ? "numeric" : "text"}
        maxLength={step === "account" ? 40 : 60}
        ask={() => {
          if (given[step].trim().length > 1) setAt(at + 1)
        }}
      />
    )
  const send = async () => {
    const body = { name: given.name, bank: given.bank, accountNo: given.account }
    if (await sending.send({ params: { id }, body })) done()
  }
  return (
    <>
      <p>{t("check")}</p>
      <Facts
        facts={[
          [t("name"), given.name],
          [t("bank"), given.bank],
          [t("account"), given.account],
        ]}
      />
      <Trouble error={sending.problem} />
      <Press label={t("send")} busy={sending.busy} press={send} />
      <Press kind="plain" label={t("back")} press={() => setAt(0)} />
    </>
  )
}
