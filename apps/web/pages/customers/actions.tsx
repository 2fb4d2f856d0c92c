// What can be done with a customer: change the basics, open the portal for one of the firm's people.
import { createPortalUser, patchParty } from "#contract/kernel/party"
import { api } from "#ui/api"
import { DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { useNotAllowed } from "#ui/session"
import type { Party } from "./customer.tsx"
import { partySizes, type PartySize, useCustomerText } from "./words.ts"

const useText = dictionary({
  change: ["修改资料", "Change"],
  save: ["保存", "Save"],
  portal: ["开通企业门户", "Open the portal"],
  open: ["开通", "Open"],
  person: ["经办人姓名", "Person's name"],
  phone: ["手机号", "Mobile number"],
  note: ["该手机号将能以这家企业的名义登录门户。", "This number may then sign in for the firm."],
})

interface Basics {
  name: string
  industry?: string
  size?: PartySize
  address?: string
}

export function CustomerActions({ party }: { party: Party }) {
  const t = useText()
  const c = useCustomerText()
  const notAllowed = useNotAllowed()
  const params = { id: party.id }
  return (
    <>
      <DialogAction<Basics, void>
        label={t("change")}
        name="change-customer"
        disabledReason={notAllowed("party.write")}
        submitLabel={t("save")}
        initial={{
          name: party.name,
          industry: party.industry ?? undefined,
          size: party.size ?? undefined,
          address: party.address ?? undefined,
        }}
        submit={(values, idempotencyKey) =>
          api(patchParty, { params, body: { version: party.version, ...values }, idempotencyKey })
        }
      >
        <TextField name="name" label={c("name")} required max={80} />
        <TextField name="industry" label={c("industry")} max={60} />
        {party.kind === "firm" ? (
          <SelectField
            name="size"
            label={c("size")}
            options={partySizes.map((value) => ({ value, label: c(value) }))}
          />
        ) : null}
        <TextField name="address" label={c("address")} max={200} />
      </DialogAction>
      {party.kind === "firm" ? (
        <DialogAction<{ name: string; phone: string }, { id: string }>
          label={t("portal")}
          name="portal-user"
          disabledReason={notAllowed("access.portal-user")}
          submitLabel={t("open")}
          submit={(body, idempotencyKey) => api(createPortalUser, { params, body, idempotencyKey })}
        >
          <p className="hs-muted">{t("note")}</p>
          <TextField name="name" label={t("person")} required max={30} />
          <TextField name="phone" label={t("phone")} required type="tel" max={11} />
        </DialogAction>
      ) : null}
    </>
  )
}
