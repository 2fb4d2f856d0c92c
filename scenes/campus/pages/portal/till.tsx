// The canteen's till for a cashier: amount, card, done. It goes on without a network and shows what is not uploaded yet.
import { Button, Input, Segmented, Tag } from "antd"
import { type FormEvent, useEffect, useRef, useState } from "react"
import { api, sentence, useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { Money, sumOf } from "#ui/money"
import { Columns, Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import { listTills, openTill } from "../../cards/contract.ts"
import { declineReasons } from "../../../../products/wallet/model.ts"
import { clock } from "../words.ts"
import { keepSale, loadTill, signOn, type Till, uploadTill } from "./till-store.ts"

const useText = dictionary({
  title: ["食堂收银", "Till"],
  choose: ["选择收银终端上岗", "Sign on at a till"],
  waitingHere: ["本机未上传 {n} 笔", "{n} kept here"],
  behind: ["挂失名单落后", "barred list behind"],
  noTill: ["没有可用的收银终端。", "No tills."],
  online: ["联网", "Online"],
  offline: ["断网", "No network"],
  goOn: ["可以继续收款，联网后自动上传", "Go on selling; everything is uploaded later"],
  waiting: ["未上传", "Not uploaded"],
  today: ["本班已收", "Taken"],
  amount: ["金额（元）", "Amount (CNY)"],
  item: ["品类", "Dish"],
  card: ["刷卡或输入卡号", "Card"],
  take: ["收款", "Take"],
  upload: ["立即上传", "Upload now"],
  barred: ["该卡已挂失，请收回并联系卡务。", "This card is barred."],
  bad: ["请输入金额（最多两位小数）和卡号。", "Give an amount with at most two decimals, and a card."],
  kept: ["已记下 {amount} 元，等待上传", "{amount} kept, waits for upload"],
  ok: ["收款 {amount} 元，余额 {left} 元", "{amount} taken, {left} left"],
  list: ["最近交易", "Latest"],
  reverse: ["冲正", "Take back"],
  leave: ["换终端", "Another till"],
  posted: ["已入账", "Posted"],
  posted_arrears: ["已入账（欠款）", "Posted, in arrears"],
  declined: ["未成交", "Declined"],
  rejected: ["未入账", "Rejected"],
  none: ["还没有交易。", "Nothing yet."],
  seq: ["流水号", "No."],
  when: ["时间", "When"],
})

const dishes = ["套餐", "面食", "早餐", "小吃", "饮品"]
const tryMs = 8_000

export function TillPage() {
  const t = useText()
  const [till, setTill] = useState<Till | null>(null)
  return (
    <Page title={t("title")} tag={till ? <Tag>{till.title}</Tag> : null}>
      {till ? <Selling till={till} change={setTill} leave={() => setTill(null)} /> : <Choose done={setTill} />}
    </Page>
  )
}

function Choose({ done }: { done: (till: Till) => void }) {
  const t = useText()
  const query = useEndpoint(listTills)
  const [problem, setProblem] = useState<string | null>(null)
  const open = async (sn: string) => {
    const kept = loadTill(sn)
    try {
      done(signOn(await api(openTill, { body: { sn } }), kept))
    } catch (error) {
      // The line is down at the start of the shift: a till this browser knows sells on.
      if (kept) done(kept)
      else setProblem(sentence(error))
    }
  }
  return (
    <Panel title={t("choose")}>
      {problem ? <p role="alert">{problem}</p> : null}
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing text={t("noTill")} />
          ) : (
            <ul className="hs-plain">
              {items.map((one) => {
                const kept = loadTill(one.sn)?.waiting.length ?? 0
                return (
                  <li key={one.sn}>
                    <span>
                      {one.title}
                      <div className="hs-muted hs-small">
                        {moment(one.lastSeenAt)} {kept > 0 ? t("waitingHere", { n: kept }) : ""}{" "}
                        {one.blacklistBehind > 0 ? t("behind") : ""}
                      </div>
                    </span>
                    <Button type="primary" onClick={() => void open(one.sn)}>
                      {one.sn}
                    </Button>
                  </li>
                )
              })}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}

interface Said {
  tone: "good" | "warn" | "bad"
  text: string
}

function Selling({ till, change, leave }: { till: Till; change: (till: Till) => void; leave: () => void }) {
  const t = useText()
  const [isOnline, setOnline] = useState(navigator.onLine)
  const [said, setSaid] = useState<Said | null>(null)
  const latest = useRef(till)
  latest.current = till
  const busy = useRef(false)
  const set = (next: Till) => {
    latest.current = next
    change(next)
  }
  const upload = async (): Promise<Till> => {
    if (busy.current || latest.current.waiting.length === 0) return latest.current
    busy.current = true
    try {
      const done = await uploadTill(latest.current)
      // A sale kept while the upload ran stays kept.
      const fresh = latest.current.waiting.filter((one) => one.seq >= done.till.nextSeq)
      set({ ...done.till, nextSeq: latest.current.nextSeq, waiting: [...done.till.waiting, ...fresh] })
      setOnline(done.isOnline)
      if (done.problem) setSaid({ tone: "bad", text: sentence(done.problem) })
      return latest.current
    } finally {
      busy.current = false
    }
  }
  const again = useRef(upload)
  again.current = upload
  useEffect(() => {
    const timer = setInterval(() => void again.current(), tryMs)
    const soon = () => void again.current()
    globalThis.addEventListener("online", soon)
    return () => {
      clearInterval(timer)
      globalThis.removeEventListener("online", soon)
    }
  }, [])
  const sell = async (sale: { uid: string; amount: string; item?: string; reverses?: number }) => {
    if (sale.reverses === undefined && latest.current.barred.includes(sale.uid))
      return setSaid({ tone: "bad", text: t("barred") })
    const kept = await keepSale(latest.current, sale)
    set(kept)
    setSaid({ tone: "warn", text: t("kept", { amount: sale.amount }) })
    const after = await upload()
    const mine = after.done.find((one) => one.seq === kept.nextSeq - 1)
    if (mine)
      setSaid(
        mine.state.startsWith("posted")
          ? { tone: "good", text: t("ok", { amount: mine.amount, left: mine.left ?? "—" }) }
          : { tone: "bad", text: mine.reason ? declineReasons[mine.reason as "SHORT"].zh : t("declined") },
      )
  }
  return (
    <Stack>
      <Figures>
        <Figure
          label={till.merchant}
          value={isOnline ? t("online") : t("offline")}
          tone={isOnline ? "good" : "warn"}
          {...(isOnline ? {} : { note: t("goOn") })}
        />
        <Figure label={t("waiting")} value={till.waiting.length} tone={till.waiting.length > 0 ? "warn" : "good"} />
        <Figure label={t("today")} value={<Money value={takenOf(till)} unit />} />
      </Figures>
      <Columns wide="even">
        <Panel extra={<Button onClick={leave}>{t("leave")}</Button>} title={t("take")}>
          <SaleForm sell={sell} />
          {said ? (
            <p role="status">
              <StateTag tone={said.tone}>{said.text}</StateTag>
            </p>
          ) : null}
        </Panel>
        <Latest till={till} sell={sell} upload={() => void upload()} />
      </Columns>
    </Stack>
  )
}

const takenOf = (till: Till): string =>
  sumOf(
    till.done
      .filter((one) => one.state.startsWith("posted"))
      .map((one) => (one.kind === "spend" ? one.amount : `-${one.amount}`)),
  )

function SaleForm({ sell }: { sell: (sale: { uid: string; amount: string; item: string }) => Promise<void> }) {
  const t = useText()
  const [amount, setAmount] = useState("")
  const [uid, setUid] = useState("")
  const [item, setItem] = useState(dishes[0]!)
  const [fault, setFault] = useState<string | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!/^\d{1,5}(\.\d{1,2})?$/.test(amount) || Number(amount) === 0 || uid.trim().length < 4)
      return setFault(t("bad"))
    setFault(null)
    void sell({ uid: uid.trim(), amount, item }).then(() => setUid(""))
    return undefined
  }
  return (
    <form onSubmit={submit} className="hs-stack">
      <label>
        {t("amount")}
        <Input
          size="large"
          inputMode="decimal"
          value={amount}
          onChange={(event) => setAmount(event.target.value.trim())}
        />
      </label>
      <Segmented aria-label={t("item")} value={item} options={dishes} onChange={(next) => setItem(String(next))} />
      <label>
        {t("card")}
        <Input size="large" autoComplete="off" value={uid} onChange={(event) => setUid(event.target.value)} />
      </label>
      {fault ? <p role="alert">{fault}</p> : null}
      <Button type="primary" htmlType="submit" size="large" block>
        {t("take")}
      </Button>
    </form>
  )
}

interface LatestProps {
  till: Till
  sell: (sale: { uid: string; amount: string; reverses: number }) => Promise<void>
  upload: () => void
}

function Latest({ till, sell, upload }: LatestProps) {
  const t = useText()
  const taken = new Set(till.done.filter((one) => one.kind === "reverse").map((one) => `${one.uid}-${one.amount}`))
  const rows = [
    ...till.waiting.toReversed().map((one) => ({ ...one, state: "waiting", reason: null, left: null })),
    ...till.done,
  ]
  return (
    <Panel title={t("list")} flush extra={<Button onClick={upload}>{t("upload")}</Button>}>
      <Grid
        label={t("list")}
        rows={rows}
        rowKey={(r) => String(r.seq)}
        dense
        empty={<Nothing text={t("none")} />}
        columns={[
          { key: "seq", title: t("seq"), render: (r) => r.seq },
          { key: "at", title: t("when"), render: (r) => clock(r.at) },
          { key: "uid", title: t("card"), phone: "title", render: (r) => r.uid },
          {
            key: "amount",
            title: t("amount"),
            align: "right",
            render: (r) => <Money value={r.kind === "spend" ? r.amount : `-${r.amount}`} />,
          },
          {
            key: "state",
            title: "",
            phone: "tag",
            render: (r) => (
              <StateTag tone={r.state === "waiting" ? "warn" : r.state.startsWith("posted") ? "good" : "bad"}>
                {r.reason ? declineReasons[r.reason as "SHORT"].zh : t(r.state as "posted")}
              </StateTag>
            ),
          },
          {
            key: "act",
            title: "",
            render: (r) =>
              r.kind === "spend" && r.state.startsWith("posted") && !taken.has(`${r.uid}-${r.amount}`) ? (
                <Button size="small" onClick={() => void sell({ uid: r.uid, amount: r.amount, reverses: r.seq })}>
                  {t("reverse")}
                </Button>
              ) : null,
          },
        ]}
      />
    </Panel>
  )
}
