// What the organisation collects, with the yearly rate of each late fee beside the ceiling.
import { api, useEndpoint } from "#ui/api"
import { CheckField, ConfirmAction, DialogAction, MoneyField, SelectField, TextField, WholeField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Loaded, Nothing, Panel } from "#ui/page"
import { useMay } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { addItemEndpoint, listItems, stopItemEndpoint } from "../contract.ts"
import {
  type AllocationOrder,
  itemKinds,
  itemKindTitles,
  type ItemKind,
  receiptKinds,
  receiptTitles,
  type ReceiptKind,
} from "../model.ts"
import { percent, useCollectionText } from "./words.ts"

const useText = dictionary({
  add: ["新建项目", "Add an item"],
  code: ["项目编号", "Code"],
  name: ["名称", "Name"],
  kind: ["类型", "Kind"],
  partial: ["可分次缴", "In parts"],
  partialNote: ["允许分次缴", "May be paid in parts"],
  min: ["每次最低（元）", "Least part (CNY)"],
  late: ["日违约金", "Late fee a day"],
  latePpm: ["日违约金（百万分之几；500 即每天 0.05%）", "Late fee a day in millionths: 500 is 0.05 %"],
  meter: ["年化 {year}（上限 {ceiling}）", "{year} a year (ceiling {ceiling})"],
  grace: ["宽限天数", "Days of grace"],
  order: ["抵扣顺序", "Order"],
  first: ["先违约金后本金", "Late fee first"],
  second: ["先本金后违约金（合同约定）", "Principal first, by contract"],
  receiptKind: ["票据", "Paper"],
  stop: ["停用", "Stop"],
  stopNote: ["停用后不能再导入这个项目的账单；已发布的照常缴费。", "No new bills of it; those published stay payable."],
  active: ["使用中", "In use"],
  stopped: ["已停用", "Stopped"],
  none: ["还没有收费项目。", "No items yet."],
  noFee: ["不收", "None"],
  acts: ["操作", "Acts"],
})

interface Values {
  code: string
  name: string
  kind: ItemKind
  allowPartial?: boolean
  minPartial: string
  latePpm: string
  graceDays: string
  allocation: AllocationOrder
  receiptKind: ReceiptKind
}

export function ItemsTab({ orgId }: { orgId: string }) {
  const t = useText()
  const w = useCollectionText()
  const say = useSay()
  const may = useMay()
  const query = useEndpoint(listItems, { params: { id: orgId } })
  return (
    <Panel title={w("items")} flush extra={may("collection.item") ? <AddItem orgId={orgId} /> : undefined}>
      <Loaded query={query}>
        {({ items, ceilingBp }) => (
          <Grid
            label={w("items")}
            rows={items}
            rowKey={(r) => r.id}
            empty={<Nothing text={t("none")} />}
            columns={[
              { key: "code", title: t("code"), render: (r) => r.code },
              { key: "name", title: t("name"), render: (r) => r.name },
              { key: "kind", title: t("kind"), render: (r) => say(itemKindTitles[r.kind]) },
              {
                key: "partial",
                title: t("min"),
                render: (r) => (r.allowPartial ? <Money value={r.minPartial} /> : "—"),
                align: "right",
              },
              {
                key: "late",
                title: t("late"),
                render: (r) =>
                  r.latePpm === 0 ? (
                    t("noFee")
                  ) : (
                    <StateTag tone={r.yearlyBp > ceilingBp * 0.8 ? "warn" : "good"}>
                      {t("meter", { year: percent(r.yearlyBp), ceiling: percent(ceilingBp) })}
                    </StateTag>
                  ),
              },
              { key: "receipt", title: t("receiptKind"), render: (r) => say(receiptTitles[r.receiptKind]) },
              {
                key: "state",
                title: w("state"),
                render: (r) => <StateTag tone={r.state === "active" ? "good" : "neutral"}>{t(r.state)}</StateTag>,
              },
              {
                key: "acts",
                title: t("acts"),
                render: (r) =>
                  may("collection.item") && r.state === "active" ? (
                    <ConfirmAction
                      name={`stop-${r.code}`}
                      size="small"
                      label={t("stop")}
                      submit={(idempotencyKey) =>
                        api(stopItemEndpoint, { params: { id: orgId, itemId: r.id }, body: {}, idempotencyKey })
                      }
                    >
                      {t("stopNote")}
                    </ConfirmAction>
                  ) : (
                    "—"
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  )
}

function AddItem({ orgId }: { orgId: string }) {
  const t = useText()
  const say = useSay()
  return (
    <DialogAction<Values, unknown>
      name="add-item"
      label={t("add")}
      kind="primary"
      submitLabel={t("add")}
      initial={{
        kind: "fixed",
        minPartial: "0",
        latePpm: "0",
        graceDays: "0",
        allocation: "late-first",
        receiptKind: "receipt",
      }}
      submit={({ latePpm, graceDays, allowPartial, ...body }, idempotencyKey) =>
        api(addItemEndpoint, {
          params: { id: orgId },
          body: {
            ...body,
            latePpm: Number(latePpm),
            graceDays: Number(graceDays),
            allowPartial: allowPartial ?? false,
          },
          idempotencyKey,
        })
      }
    >
      <TextField name="code" label={t("code")} required max={20} />
      <TextField name="name" label={t("name")} required max={40} />
      <SelectField
        name="kind"
        label={t("kind")}
        required
        options={itemKinds.map((value) => ({ value, label: say(itemKindTitles[value]) }))}
      />
      <CheckField name="allowPartial" label={t("partial")}>
        {t("partialNote")}
      </CheckField>
      <MoneyField name="minPartial" label={t("min")} required />
      <WholeField name="latePpm" label={t("latePpm")} required />
      <WholeField name="graceDays" label={t("grace")} required />
      <SelectField
        name="allocation"
        label={t("order")}
        required
        options={[
          { value: "late-first", label: t("first") },
          { value: "principal-first", label: t("second") },
        ]}
      />
      <SelectField
        name="receiptKind"
        label={t("receiptKind")}
        required
        options={receiptKinds.map((value) => ({ value, label: say(receiptTitles[value]) }))}
      />
    </DialogAction>
  )
}
