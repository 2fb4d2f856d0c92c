// One school for the bank: float and three-way check, settlements, shops, devices, people with posts.
import { Alert } from "antd"
import { useParams } from "@tanstack/react-router"
import { useState } from "react"
import type { z } from "zod"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { api, useEndpoint } from "#ui/api"
import { DialogAction, SelectField, TextField, WholeField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { useGo } from "#ui/link"
import { Money, percentOf } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { openPaper } from "#ui/print"
import { useNotAllowed } from "#ui/session"
import { Grid } from "#ui/tables"
import { addPostEndpoint, addShopEndpoint, getSchool } from "../../contract.ts"
import { MoneyPanels, Settlements } from "../money-panels.tsx"
import { campusPaths as paths } from "../paths.ts"
import { useDeviceColumns } from "../portal/devices.tsx"
import { useCampusText, useReportTitles } from "../words.ts"

const useText = dictionary({
  schools: ["合作学校", "Schools"],
  pupils: ["学生", "Pupils"],
  inside: ["当前在校", "Inside now"],
  float: ["沉淀资金", "Float"],
  account: ["结算账号", "Account"],
  shops: ["食堂与商店", "Canteens and shops"],
  fee: ["费率", "Fee"],
  devices: ["设备", "Devices"],
  addShop: ["增加商户", "Add a shop"],
  name: ["名称", "Name"],
  canteen: ["食堂", "Canteen"],
  shop: ["商店", "Shop"],
  feeBp: ["费率（万分之）", "Fee in basis points"],
  terminals: ["终端序列号（逗号分隔）", "Tills, separated by commas"],
  keys: ["终端密钥只显示这一次", "Keys of the tills, shown only now"],
  addPost: ["开通岗位", "Give a post"],
  person: ["姓名", "Name"],
  phone: ["手机号", "Mobile"],
  role: ["岗位", "Post"],
  "school-office": ["德育处/教务", "School office"],
  teacher: ["班主任", "Class teacher"],
  guard: ["门卫", "Guard"],
  "card-office": ["卡务中心", "Card office"],
  cashier: ["食堂收银", "Cashier"],
  className: ["班级（班主任必填）", "Class (for a teacher)"],
  voucher: ["结算凭证", "Voucher"],
})

export function SchoolPage() {
  const t = useText()
  const w = useCampusText()
  const { id } = useParams({ strict: false }) as { id: string }
  const query = useEndpoint(getSchool, { params: { id } })
  const columns = useDeviceColumns()
  const r = useReportTitles()
  const go = useGo()
  const [keys, setKeys] = useState<{ sn: string; key: string }[]>([])
  return (
    <Page
      title={query.data?.name ?? "…"}
      crumbs={[{ label: t("schools"), href: paths.schools() }]}
      actions={
        <>
          <Action label={r("reports")} run={() => go(paths.schoolReports(id))} />
          <AddPost id={id} />
          <AddShop id={id} done={setKeys} />
        </>
      }
    >
      <Loaded query={query} rows={10}>
        {(school) => (
          <Stack>
            {keys.length > 0 ? (
              <Alert
                type="success"
                showIcon
                title={t("keys")}
                description={keys.map((one) => (
                  <div key={one.sn} style={{ overflowWrap: "anywhere" }}>{`${one.sn} ${one.key}`}</div>
                ))}
              />
            ) : null}
            <Figures>
              <Figure label={t("pupils")} value={school.pupils} />
              <Figure label={t("inside")} value={school.inside} />
              <Figure label={t("float")} value={<Money value={school.float} unit />} />
              <Figure label={t("account")} value={school.accountNo} />
            </Figures>
            <MoneyPanels money={school.money} />
            <Panel title={t("shops")} flush>
              <Grid
                label={t("shops")}
                rows={school.shops}
                rowKey={(r) => r.id}
                empty={<Nothing text={w("none")} />}
                columns={[
                  { key: "name", title: t("name"), phone: "title", render: (r) => r.name },
                  { key: "kind", title: w("kind"), render: (r) => t(r.kind as "shop") },
                  { key: "fee", title: t("fee"), align: "right", render: (r) => percentOf(r.feeBp) },
                  { key: "account", title: t("account"), render: (r) => r.accountNo },
                  {
                    key: "print",
                    title: "",
                    render: (r) => (
                      <Action
                        label={t("voucher")}
                        size="small"
                        run={() => openPaper(printPaper, { params: { kind: "campus.settlement", objectId: r.id } })}
                      />
                    ),
                  },
                ]}
              />
            </Panel>
            <Settlements rows={school.settlements} />
            <Panel title={t("devices")} flush>
              <Grid
                label={t("devices")}
                rows={school.deviceList}
                rowKey={(r) => r.sn}
                columns={columns}
                dense
                empty={<Nothing text={w("none")} />}
              />
            </Panel>
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

interface Shop {
  name: string
  kind: "canteen" | "shop"
  accountNo: string
  feeBp: string
  terminals: string
}

function AddShop({ id, done }: { id: string; done: (keys: { sn: string; key: string }[]) => void }) {
  const t = useText()
  const w = useCampusText()
  const denied = useNotAllowed()
  return (
    <DialogAction<Shop, z.output<typeof addShopEndpoint.response>>
      name="add-shop"
      label={t("addShop")}
      disabledReason={denied("campus.open")}
      submitLabel={t("addShop")}
      initial={{ kind: "canteen", feeBp: "0" }}
      submit={({ feeBp, terminals, ...body }, idempotencyKey) =>
        api(addShopEndpoint, {
          params: { id },
          body: { ...body, feeBp: Number(feeBp), terminals: terminals.split(/[,，\s]+/).filter(Boolean) },
          idempotencyKey,
        })
      }
      done={(answer) => done(answer.keys)}
    >
      <TextField name="name" label={t("name")} required max={40} />
      <SelectField
        name="kind"
        label={w("kind")}
        required
        options={(["canteen", "shop"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <TextField name="accountNo" label={t("account")} required />
      <WholeField name="feeBp" label={t("feeBp")} required />
      <TextField name="terminals" label={t("terminals")} required />
    </DialogAction>
  )
}

const posts = ["school-office", "teacher", "guard", "card-office", "cashier"] as const
type Post = (typeof posts)[number]

function AddPost({ id }: { id: string }) {
  const t = useText()
  const denied = useNotAllowed()
  return (
    <DialogAction<{ name: string; phone: string; role: Post; className?: string }, unknown>
      name="add-post"
      label={t("addPost")}
      disabledReason={denied("campus.open")}
      submitLabel={t("addPost")}
      initial={{ role: "school-office" }}
      submit={({ className, ...body }, idempotencyKey) =>
        api(addPostEndpoint, { params: { id }, body: { ...body, ...(className ? { className } : {}) }, idempotencyKey })
      }
    >
      <TextField name="name" label={t("person")} required max={30} />
      <TextField name="phone" label={t("phone")} required max={11} />
      <SelectField
        name="role"
        label={t("role")}
        required
        options={posts.map((value) => ({ value, label: t(value) }))}
      />
      <TextField name="className" label={t("className")} max={30} />
    </DialogAction>
  )
}
