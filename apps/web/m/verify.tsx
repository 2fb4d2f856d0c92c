// Is this paper genuine? The code printed on it leads to its title, number and date; a wrong code says so plainly.
import { useEffect, useRef, useState } from "react"
import { verifyPaperEndpoint } from "#contract/kernel/document"
import { api, isProblem, sentence } from "#ui/api"
import { Ask, Card } from "#ui/citizen"
import { dictionary } from "#ui/i18n"
import { moment } from "#ui/look"

const useText = dictionary({
  title: ["核验文书", "Check a paper"],
  label: ["文书上的验证码", "Code printed on the paper"],
  hint: ["在文书右下角二维码旁。", "Beside the QR code at the foot of the paper."],
  ask: ["核验", "Check"],
  genuine: ["这份文书由本行开出", "This bank issued this paper"],
  false: [
    "没有查到这个验证码，请核对后重试；如仍查不到，请到网点核实。",
    "No paper has this code. Check it again, or ask at an outlet.",
  ],
  name: ["文书", "Paper"],
  number: ["编号", "Number"],
  issue: ["第几次打印", "Issue"],
  at: ["打印时间", "Printed"],
  sm3: ["文件指纹 (SM3)", "Fingerprint (SM3)"],
})

interface Paper {
  title: string
  number: string
  issue: number
  at: string
  sm3: string
}

export function VerifyPaper({ given }: { given: string }) {
  const t = useText()
  const [code, setCode] = useState(given)
  const [busy, setBusy] = useState(false)
  const [paper, setPaper] = useState<Paper | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const ask = async () => {
    const wanted = code.trim()
    if (wanted === "") return
    setBusy(true)
    setPaper(null)
    setFault(null)
    try {
      setPaper(await api(verifyPaperEndpoint, { params: { code: wanted } }))
    } catch (error) {
      setFault(isProblem(error) && error.problem.status === 404 ? t("false") : sentence(error))
    } finally {
      setBusy(false)
    }
  }
  // A code in the address, as the QR code on a paper gives it, is checked at once.
  const first = useRef(given === "" ? null : ask)
  useEffect(() => {
    void first.current?.()
    first.current = null
  }, [])
  return (
    <Card title={t("title")}>
      <Ask
        label={t("label")}
        hint={t("hint")}
        value={code}
        change={setCode}
        button={t("ask")}
        busy={busy}
        ask={() => void ask()}
        maxLength={40}
      />
      <div aria-live="polite">
        {fault ? (
          <div className="hs-m-answer" data-tone="bad">
            {fault}
          </div>
        ) : null}
        {paper ? <Found paper={paper} /> : null}
      </div>
    </Card>
  )
}

function Found({ paper }: { paper: Paper }) {
  const t = useText()
  const facts: [string, string][] = [
    [t("name"), paper.title],
    [t("number"), paper.number],
    [t("issue"), String(paper.issue)],
    [t("at"), moment(paper.at)],
    [t("sm3"), paper.sm3],
  ]
  return (
    <div className="hs-m-answer" data-tone="good">
      <strong>✓ {t("genuine")}</strong>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
