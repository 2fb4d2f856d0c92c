// What the server answered, at the head of a form, taken by screen readers at once; says whether money moved.
import { Alert } from "antd"
import { useEffect, useRef } from "react"
import type { ProblemError } from "#ui/api"
import { dictionary } from "#ui/i18n"

const useText = dictionary({
  still: ["没有入账，可以改好后再提交。", "Nothing was booked; correct it and submit again."],
  unknown: [
    "是否入账尚不确定，请不要改动内容，直接再点一次。",
    "It is not known whether it was booked; submit again unchanged.",
  ],
  code: ["代码 {code} · 编号 {id}", "code {code} · reference {id}"],
})

export function Summary({ error }: { error: ProblemError }) {
  const t = useText()
  const { problem } = error
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [error])
  return (
    <div ref={box} tabIndex={-1} role="alert" className="hs-summary">
      <Alert
        type="error"
        showIcon
        title={t.lang === "zh" ? problem.detail : problem.detailEn}
        description={
          <>
            {(problem.fields ?? []).length > 1 ? (
              <ul>
                {(problem.fields ?? []).map((fault) => (
                  <li key={`${fault.field}${fault.en}`}>{t.lang === "zh" ? fault.zh : fault.en}</li>
                ))}
              </ul>
            ) : null}
            <div>{t(problem.moved === false ? "still" : "unknown")}</div>
            <div className="hs-small">{t("code", { code: problem.code, id: problem.requestId || "—" })}</div>
          </>
        }
      />
    </div>
  )
}
