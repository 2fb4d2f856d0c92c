// A masked number with the way to see it in full: the purpose is asked, kept, and shown to the customer and the auditor.
import { EyeOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { useState } from "react"
import { revealField } from "#contract/kernel/party"
import { api } from "#ui/api"
import { FormDialog, SelectField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { useNotAllowed } from "#ui/session"

const useText = dictionary({
  see: ["查看完整号码", "Show in full"],
  why: ["用途", "Purpose"],
  note: ["补充说明", "Note"],
  show: ["查看", "Show"],
  recorded: [
    "查看会被记录，客户本人和审计都能看到。",
    "Showing it is recorded; the customer and the auditor can see it.",
  ],
  contract: ["签约核对", "Checking a contract"],
  call: ["电话联系客户", "Calling the customer"],
  payment: ["付款账号核对", "Checking a payment account"],
  registry: ["登记机构报送", "Filing with a registry"],
})

const purposes = ["contract", "call", "payment", "registry"] as const

export function Masked({ partyId, field, text }: { partyId: string; field: string; text: string }) {
  const t = useText()
  const notAllowed = useNotAllowed()
  const [open, setOpen] = useState(false)
  const [full, setFull] = useState<string | null>(null)
  const mayNot = notAllowed("party.reveal")
  return (
    <span className="hs-number">
      {full ?? text}
      {full || mayNot ? null : (
        <Button type="text" size="small" icon={<EyeOutlined />} aria-label={t("see")} onClick={() => setOpen(true)} />
      )}
      <FormDialog<{ why: (typeof purposes)[number]; note?: string }, { value: string }>
        name={`reveal-${field.replace(/\W/g, "-")}`}
        title={t("see")}
        open={open}
        close={() => setOpen(false)}
        submitLabel={t("show")}
        submit={({ why, note }, idempotencyKey) => {
          const purpose = note ? `${t(why)}：${note}` : t(why)
          return api(revealField, { params: { id: partyId }, body: { field, purpose }, idempotencyKey })
        }}
        done={({ value }) => setFull(value)}
      >
        <p className="hs-muted">{t("recorded")}</p>
        <SelectField
          name="why"
          label={t("why")}
          required
          options={purposes.map((value) => ({ value, label: t(value) }))}
        />
        <TextField name="note" label={t("note")} max={100} />
      </FormDialog>
    </span>
  )
}
