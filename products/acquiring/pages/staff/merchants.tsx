// Merchants with what waits for them; a new one is asked for here and opened by another's signature.
import { api } from "#ui/api"
import { DialogAction, TextField, WholeField } from "#ui/forms"
import { Money, percentOf } from "#ui/money"
import { Page } from "#ui/page"
import { useNotAllowed, useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { List } from "#ui/tables"
import { askMerchantEndpoint, listMerchants } from "../../contract.ts"
import { acquiringPaths as paths } from "../paths.ts"
import { useAcquiringText, useMerchantText } from "../words.ts"

export function MerchantsPage() {
  const t = useMerchantText()
  const w = useAcquiringText()
  const { nameOf } = useOutlets()
  return (
    <Page title={w("merchants")} actions={<AskMerchant />}>
      <List
        name="acquiring-merchants"
        label={w("merchants")}
        endpoint={listMerchants}
        href={(r) => paths.merchant(r.id)}
        filters={[{ kind: "text", name: "q", label: t("search"), width: 220 }]}
        rowKey={(r) => r.id}
        columns={[
          { key: "no", title: t("no"), render: (r) => r.merchantNo, text: (r) => r.merchantNo, nowrap: true },
          { key: "name", title: w("merchant"), phone: "title", render: (r) => r.name, text: (r) => r.name },
          { key: "outlet", title: t("outlet"), render: (r) => nameOf(r.outlet), text: (r) => r.outlet },
          { key: "account", title: t("settlementAccount"), render: (r) => r.accountNo ?? t("scene"), nowrap: true },
          { key: "fee", title: t("feeRate"), align: "right", render: (r) => percentOf(r.feeBp) },
          {
            key: "waiting",
            title: t("waiting"),
            align: "right",
            render: (r) => <Money value={r.waiting} strong />,
            text: (r) => r.waiting,
          },
          {
            key: "state",
            title: w("state"),
            render: (r) =>
              r.state === "closed" ? (
                <StateTag>{t("closed")}</StateTag>
              ) : (
                <StateTag tone={r.holdsMoney ? "warn" : "good"}>{t(r.holdsMoney ? "held" : "open")}</StateTag>
              ),
          },
        ]}
      />
    </Page>
  )
}

interface Values {
  name: string
  settlementAccountNo: string
  feeBp: string
  settleWorkdays: string
}

function AskMerchant() {
  const t = useMerchantText()
  const w = useAcquiringText()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<Values, unknown>
      name="ask-merchant"
      label={t("ask")}
      kind="primary"
      disabledReason={notAllowed("acquiring.merchant")}
      submitLabel={t("ask")}
      initial={{ feeBp: "38", settleWorkdays: "1" }}
      submit={({ feeBp, settleWorkdays, ...rest }, idempotencyKey) =>
        api(askMerchantEndpoint, {
          body: { ...rest, feeBp: Number(feeBp), settleWorkdays: Number(settleWorkdays) },
          idempotencyKey,
        })
      }
    >
      <p className="hs-muted">{t("askNote")}</p>
      <TextField name="name" label={w("merchant")} required max={60} />
      <TextField name="settlementAccountNo" label={t("settlementAccount")} required max={30} />
      <WholeField name="feeBp" label={t("feeBp")} required />
      <WholeField name="settleWorkdays" label={t("days")} required />
    </DialogAction>
  )
}
