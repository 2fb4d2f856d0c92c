// The proof to the fen: paid, each lesson with the running sum, what the ledger holds now, and the seals of the days.
import { Answer, Card, Facts, Rows, Shown, Title, useRead } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { moment } from "#ui/look"
import { grouped } from "#ui/money"
import { myProof } from "../../family/contract.ts"
import { familyPaths as paths } from "./paths.ts"

const useText = dictionary({
  title: ["存管证明", "Proof of custody"],
  good: ["每一分都对得上：已缴 − 已划 − 已退 = 现在存管。", "Every fen agrees: paid − released − returned = held now."],
  bad: [
    "有一处对不上，银行已收到提示，请联系网点。",
    "Something does not agree; the bank has been told. Please ask your outlet.",
  ],
  paid: ["存入（元）", "Paid in (CNY)"],
  released: ["已划给机构（元）", "Paid out (CNY)"],
  returned: ["已退（元）", "Returned (CNY)"],
  held: ["现在存管（元）", "Held now (CNY)"],
  number: ["存管编号", "Custody number"],
  account: ["存管户号", "Custody account"],
  lines: ["逐课计算", "Lesson by lesson"],
  how: ["第 k 课后累计 = 学费 × k ÷ {n}，四舍五入到分。", "After lesson k: fee × k ÷ {n}, rounded to the fen."],
  none: ["还没有确认的课。", "No lesson confirmed yet."],
  line: ["第 {k} 课 · 累计 {sum}", "Lesson {k} · sum {sum}"],
  owner: ["您确认", "you said yes"],
  silence: ["到期未答", "by silence"],
  authority: ["主管部门认定", "the authority decided"],
  plan: ["按约定", "as agreed"],
  waits: ["待划", "to be paid out"],
  seals: ["账本封存", "Sealed days"],
  sealNote: [
    "每天的账封成一块并连成链，改动任何一笔都会被发现。",
    "Each day is sealed and chained; a changed line would be found.",
  ],
  noSeals: ["当天的账在日终后封存。", "Today is sealed at the day's end."],
})

export function Proof({ params }: { params: Record<string, string> }) {
  const t = useText()
  const say = useSay()
  const id = params["id"]!
  const reading = useRead(myProof, { params: { id } })
  return (
    <>
      <Title back={paths.order(id)}>{t("title")}</Title>
      <Shown reading={reading}>
        {(proof) => (
          <>
            <Answer tone={proof.isTrue ? "good" : "bad"}>
              {proof.isTrue ? "✓ " : ""}
              {t(proof.isTrue ? "good" : "bad")}
            </Answer>
            {proof.components.map((one) => (
              <Card key={one.name} title={say(one)}>
                <Facts
                  facts={[
                    [t("paid"), grouped(one.paid)],
                    [t("released"), grouped(one.released)],
                    [t("returned"), grouped(one.returned)],
                    [t("held"), <strong key="held">{grouped(one.held)}</strong>],
                  ]}
                />
                <p className="hs-muted">{t("how", { n: one.steps })}</p>
                <Rows
                  none={t("none")}
                  rows={one.lines.map((line) => ({
                    key: String(line.k),
                    title: t("line", { k: line.k, sum: grouped(line.cumulative) }),
                    text: `${moment(line.at)} · ${t(line.by)}${line.released ? "" : ` · ${t("waits")}`}`,
                    value: grouped(line.release),
                  }))}
                />
              </Card>
            ))}
            <Card title={t("seals")}>
              <Facts
                facts={[
                  [t("number"), proof.number],
                  [t("account"), proof.custodyNo],
                ]}
              />
              <p className="hs-muted">{t("sealNote")}</p>
              <Rows
                none={t("noSeals")}
                rows={proof.seals.slice(0, 5).map((seal) => ({ key: seal.date, title: seal.date, text: seal.hash }))}
              />
            </Card>
          </>
        )}
      </Shown>
    </>
  )
}
