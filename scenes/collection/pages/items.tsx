// What the organisation collects, with the yearly rate of each late fee beside the ceiling.
import { Form } from "antd"
import type { z } from "zod"
import { api, useEndpoint } from "#ui/api"
import { CheckField, ConfirmAction, DialogAction, MoneyField, SelectField, TextField, WholeField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Money, percentOf } from "#ui/money"
import { Loaded, Nothing, Panel } from "#ui/page"
import { useMay } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { addItemEndpoint, type itemView, listItems, stopItemEndpoint } from "../items/contract.ts"
import {
  type AllocationOrder,
  itemKinds,
  itemKindTitles,
  type ItemKind,
  receiptKinds,
  receiptTitles,
  type ReceiptKind,
} from "../model.ts"
import { useCollectionText } from "./words.ts"

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
  byMeter: ["按{unit}计", "by {unit}"],
  split: ["分 {n} 期，每 {m} 个月", "{n} parts, {m} months apart"],
  unit: ["计量单位", "Unit"],
  unitHint: [
    "如 吨、度、立方米。导入时填两次读数和单价，金额由系统算出或核对。",
    "Such as m³ or kWh. The file brings both readings and the price; the amount is worked out or checked.",
  ],
  parts: ["分几期", "Parts"],
  partMonths: ["每期间隔（月）", "Months between"],
  partsHint: [
    "导入的一行按期数平分成几张账单，第一期的截止日就是导入的截止日。",
    "A row becomes so many equal bills; the first is due on the day of the file.",
  ],
  openHint: [
    "导入的金额是最高额，缴费人在最低与最高之间自己定；缴后结清，不收违约金，转账和预存款不自动抵扣。",
    "The file's amount is the most; the payer chooses between least and most, which closes the bill. No late fee, and no money is taken by itself.",
  ],
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
  meterUnit?: string
  parts?: string
  partMonths?: string
}

type Item = z.output<typeof itemView>

/** The kind with what it means here. */
function Kind({ item }: { item: Item }) {
  const t = useText()
  const say = useSay()
  const more =
    item.kind === "metered" && item.meterUnit
      ? t("byMeter", { unit: item.meterUnit })
      : item.parts > 1
        ? t("split", { n: item.parts, m: item.partMonths })
        : null
  return (
    <>
      {say(itemKindTitles[item.kind])}
      {more ? <small className="hs-muted"> {more}</small> : null}
    </>
  )
}

/** What the chosen kind asks for besides. */
function KindFields() {
  const t = useText()
  const kind = Form.useWatch<ItemKind | undefined>("kind")
  if (kind === "metered") return <TextField name="meterUnit" label={t("unit")} required max={8} hint={t("unitHint")} />
  if (kind === "open") return <p className="hs-muted">{t("openHint")}</p>
  if (kind === "instalment")
    return (
      <>
        <WholeField name="parts" label={t("parts")} required hint={t("partsHint")} />
        <WholeField name="partMonths" label={t("partMonths")} required />
      </>
    )
  return null
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
              { key: "kind", title: t("kind"), render: (r) => <Kind item={r} /> },
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
                      {t("meter", { year: percentOf(r.yearlyBp), ceiling: percentOf(ceilingBp) })}
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
      submit={({ latePpm, graceDays, allowPartial, parts, partMonths, ...body }, idempotencyKey) =>
        api(addItemEndpoint, {
          params: { id: orgId },
          body: {
            ...body,
            latePpm: Number(latePpm),
            graceDays: Number(graceDays),
            allowPartial: allowPartial ?? false,
            ...(parts === undefined ? {} : { parts: Number(parts) }),
            ...(partMonths === undefined ? {} : { partMonths: Number(partMonths) }),
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
      <KindFields />
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
