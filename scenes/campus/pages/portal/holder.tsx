// One holder at the card office: purses, cards, purchases; issuing, loss, replacement, cash, freezing and the way out.
import { useParams } from "@tanstack/react-router"
import type { z } from "zod"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { api, useEndpoint } from "#ui/api"
import { ConfirmAction, DialogAction, MoneyField, ReasonAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { openPaper } from "#ui/print"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import {
  deskTopUpEndpoint,
  findCardEndpoint,
  freezeEndpoint,
  getHolder,
  type holderView,
  issueCardEndpoint,
  leaveSchoolEndpoint,
  loseCardEndpoint,
  replaceCardEndpoint,
} from "../../cards/contract.ts"
import type { cardView, spendView } from "../../contract.ts"
import { campusPaths as paths } from "../paths.ts"
import { cardTones, useCampusText } from "../words.ts"
import { cardTitles, walletTitles } from "../../../../products/wallet/states.ts"

const useText = dictionary({
  office: ["卡务中心", "Card office"],
  total: ["可用合计", "May be spent"],
  arrears: ["欠款", "Owes"],
  limit: ["每日限额", "Daily limit"],
  noLimit: ["未设", "None"],
  spentToday: ["今日已用", "Spent today"],
  cards: ["卡片", "Cards"],
  uid: ["卡号", "Card"],
  issued: ["发卡", "Issued"],
  suspect: [
    "有 {n} 笔未上传（约 {amount} 元），等补传即可，不影响使用",
    "{n} purchases not uploaded ({amount}); nothing is frozen",
  ],
  issue: ["发卡", "Issue a card"],
  newUid: ["新卡号", "New card"],
  issueNote: [
    "读卡器读到的卡号；押金从学校账户收取。",
    "As the reader shows it; the deposit comes from the school's account.",
  ],
  lose: ["挂失", "Lost"],
  loseNote: [
    "立即挂失 {uid}？挂失后的脱机消费退还本人，由学校承担。",
    "Report {uid} lost? What is still spent on it is given back.",
  ],
  find: ["解挂", "Found"],
  findNote: ["{uid} 找回，恢复使用？", "{uid} was found?"],
  replace: ["补卡", "Replace"],
  replaceNote: ["旧卡永久作废，余额不变。", "The old number is barred for ever; the money stays."],
  topUp: ["现金充值", "Cash top-up"],
  payer: ["交款人", "Payer"],
  topUpNote: [
    "现金留在学校，等额从学校结算账户转入卡账户。",
    "The school keeps the cash; its account pays the wallet.",
  ],
  freeze: ["冻结", "Freeze"],
  free: ["解冻", "Free"],
  close: ["毕业 / 转学退款", "Close and refund"],
  status: ["去向", "Where to"],
  graduated: ["毕业", "Graduated"],
  left: ["转出", "Left"],
  plan: [
    "应退 {refund} 元：原路退回 {toChannel} 元，退到银行卡 {toBank} 元；补助 {toFund} 元退回专项资金，赠送 {lapses} 元失效。",
    "{refund} go back: {toChannel} by the channel, {toBank} to a bank account; subsidy of {toFund} returns to the fund, {lapses} lapse.",
  ],
  bankHolder: ["收款人", "Account holder"],
  bankAccount: ["银行卡号", "Account number"],
  spends: ["消费", "Purchases"],
  topUps: ["充值", "Top-ups"],
  guardians: ["监护人", "Guardians"],
  statement: ["对账单", "Statement"],
  receipt: ["挂失补卡回执", "Receipt"],
  walletNo: ["卡账户", "Wallet"],
  subsidy: ["其中补助", "By subsidy"],
  offline: ["脱机", "offline"],
  back: ["已退还", "given back"],
  item: ["内容", "Item"],
  noWallet: ["没有卡账户。", "No wallet."],
})

type Holder = z.output<typeof holderView>
type Card = z.output<typeof cardView>

export function HolderPage() {
  const t = useText()
  const { id } = useParams({ strict: false }) as { id: string }
  const query = useEndpoint(getHolder, { params: { id } })
  return (
    <Page
      title={query.data?.name ?? "…"}
      crumbs={[{ label: t("office"), href: paths.cards() }]}
      actions={query.data ? <Acts holder={query.data} /> : null}
    >
      <Loaded query={query} rows={8}>
        {(holder) => <Body holder={holder} />}
      </Loaded>
    </Page>
  )
}

function Body({ holder }: { holder: Holder }) {
  const t = useText()
  const w = useCampusText()
  const say = useSay()
  const { wallet } = holder
  if (!wallet) return <Nothing text={t("noWallet")} />
  return (
    <Stack>
      <Figures>
        <Figure label={t("total")} value={<Money value={wallet.total} unit />} />
        {wallet.purses.map((purse) => (
          <Figure key={purse.code} label={say(purse)} value={<Money value={purse.amount} unit />} />
        ))}
        {wallet.arrears === "0.00" ? null : (
          <Figure label={t("arrears")} value={<Money value={wallet.arrears} unit />} tone="bad" />
        )}
      </Figures>
      <Panel>
        <Pairs
          columns={4}
          items={[
            { label: w("class"), value: holder.classTitle },
            { label: w("number"), value: holder.number },
            { label: t("walletNo"), value: wallet.walletNo },
            { label: w("state"), value: say(walletTitles[wallet.state]) },
            { label: t("limit"), value: wallet.dailyLimit ? <Money value={wallet.dailyLimit} unit /> : t("noLimit") },
            { label: t("spentToday"), value: <Money value={wallet.spentToday} unit /> },
            { label: t("guardians"), value: holder.guardians.map((one) => one.name).join("、") },
          ]}
        />
      </Panel>
      <Panel title={t("cards")} flush>
        <Grid
          label={t("cards")}
          rows={wallet.cards}
          rowKey={(r) => r.uid}
          empty={<Nothing text={w("none")} />}
          columns={[
            { key: "uid", title: t("uid"), phone: "title", render: (r) => r.uid },
            {
              key: "state",
              title: w("state"),
              phone: "tag",
              render: (r) => <StateTag tone={cardTones[r.state]}>{say(cardTitles[r.state])}</StateTag>,
            },
            { key: "issued", title: t("issued"), render: (r) => moment(r.issuedAt) },
            {
              key: "note",
              title: "",
              render: (r) => (r.suspect ? t("suspect", { n: gapCount(r), amount: r.missing }) : ""),
            },
            { key: "act", title: "", render: (r) => <CardActs personId={holder.personId} card={r} /> },
          ]}
        />
      </Panel>
      <Panel title={t("spends")} flush>
        <Spends rows={wallet.spends} />
      </Panel>
      <Panel title={t("topUps")} flush>
        <Grid
          label={t("topUps")}
          rows={wallet.topUps}
          rowKey={(r) => `${r.at}-${r.amount}`}
          empty={<Nothing text={w("none")} />}
          columns={[
            { key: "at", title: w("when"), render: (r) => moment(r.at) },
            { key: "amount", title: w("amount"), align: "right", render: (r) => <Money value={r.amount} /> },
            { key: "payer", title: t("payer"), render: (r) => r.payer ?? "—" },
          ]}
        />
      </Panel>
    </Stack>
  )
}

const gapCount = (card: Card): number => card.gaps.reduce((sum, [from, to]) => sum + to - from + 1, 0)

export function Spends({ rows }: { rows: readonly z.output<typeof spendView>[] }) {
  const t = useText()
  const w = useCampusText()
  return (
    <Grid
      label={t("spends")}
      rows={rows}
      rowKey={(r) => r.id}
      dense
      empty={<Nothing text={w("none")} />}
      columns={[
        { key: "at", title: w("when"), render: (r) => moment(r.at), nowrap: true },
        { key: "merchant", title: w("merchant"), phone: "title", render: (r) => r.merchant },
        { key: "item", title: t("item"), render: (r) => r.item ?? "—" },
        {
          key: "amount",
          title: w("amount"),
          align: "right",
          render: (r) => <Money value={r.kind === "spend" ? `-${r.amount}` : r.amount} signed />,
        },
        { key: "subsidy", title: t("subsidy"), align: "right", render: (r) => <Money value={r.subsidy} /> },
        {
          key: "state",
          title: w("state"),
          phone: "tag",
          render: (r) => (
            <>
              {r.reasonZh ? (
                <StateTag tone={r.state.startsWith("posted") ? "warn" : "bad"}>{r.reasonZh}</StateTag>
              ) : null}
              {r.state === "posted_arrears" ? <StateTag tone="warn">{t("arrears")}</StateTag> : null}{" "}
              {r.offline ? t("offline") : ""} {r.givenBack ? t("back") : ""}
            </>
          ),
        },
      ]}
    />
  )
}

function CardActs({ personId, card }: { personId: string; card: Card }) {
  const t = useText()
  const params = { id: personId }
  return (
    <span className="hs-page-actions">
      {card.state === "active" ? (
        <ConfirmAction
          name={`lose-${card.uid}`}
          label={t("lose")}
          size="small"
          danger
          submit={(idempotencyKey) => api(loseCardEndpoint, { params, body: { uid: card.uid }, idempotencyKey })}
        >
          {t("loseNote", { uid: card.uid })}
        </ConfirmAction>
      ) : null}
      {card.state === "lost" ? (
        <ConfirmAction
          name={`find-${card.uid}`}
          label={t("find")}
          size="small"
          submit={(idempotencyKey) => api(findCardEndpoint, { params, body: { uid: card.uid }, idempotencyKey })}
        >
          {t("findNote", { uid: card.uid })}
        </ConfirmAction>
      ) : null}
      {card.state === "active" || card.state === "lost" ? (
        <DialogAction<{ newUid: string }, unknown>
          name={`replace-${card.uid}`}
          label={t("replace")}
          size="small"
          submitLabel={t("replace")}
          submit={(body, idempotencyKey) =>
            api(replaceCardEndpoint, { params, body: { ...body, uid: card.uid }, idempotencyKey })
          }
        >
          <p style={{ marginTop: 0 }}>{t("replaceNote")}</p>
          <TextField name="newUid" label={t("newUid")} required max={32} />
        </DialogAction>
      ) : null}
      {card.state === "active" ? null : (
        <Action
          label={t("receipt")}
          size="small"
          run={() => openPaper(printPaper, { params: { kind: "campus.lost-card", objectId: personId } })}
        />
      )}
    </span>
  )
}

function Acts({ holder }: { holder: Holder }) {
  const t = useText()
  const w = useCampusText()
  const params = { id: holder.personId }
  const { wallet, closing } = holder
  if (!wallet) return null
  const statement = (
    <Action
      label={t("statement")}
      run={() => openPaper(printPaper, { params: { kind: "campus.statement", objectId: holder.personId } })}
    />
  )
  if (wallet.state === "closed") return statement
  return (
    <>
      <DialogAction<{ amount: string; payer: string }, unknown>
        name="desk-top-up"
        label={t("topUp")}
        kind="primary"
        submitLabel={t("topUp")}
        submit={(body, idempotencyKey) => api(deskTopUpEndpoint, { params, body, idempotencyKey })}
      >
        <p style={{ marginTop: 0 }}>{t("topUpNote")}</p>
        <MoneyField name="amount" label={w("amount")} required />
        <TextField name="payer" label={t("payer")} required max={30} />
      </DialogAction>
      <DialogAction<{ uid: string }, unknown>
        name="issue-card"
        label={t("issue")}
        submitLabel={t("issue")}
        submit={(body, idempotencyKey) => api(issueCardEndpoint, { params, body, idempotencyKey })}
      >
        <TextField name="uid" label={t("uid")} required max={32} hint={t("issueNote")} />
      </DialogAction>
      {statement}
      {wallet.state === "frozen" ? (
        <ConfirmAction
          name="free"
          label={t("free")}
          submit={(idempotencyKey) => api(freezeEndpoint, { params, body: { reason: null }, idempotencyKey })}
        >
          {holder.name}
        </ConfirmAction>
      ) : (
        <ReasonAction
          name="freeze"
          label={t("freeze")}
          reasonLabel={w("reason")}
          max={80}
          submit={(reason, idempotencyKey) => api(freezeEndpoint, { params, body: { reason }, idempotencyKey })}
        />
      )}
      {closing ? (
        <DialogAction<{ status: "graduated" | "left"; bankHolder?: string; bankAccount?: string }, unknown>
          name="leave-school"
          label={t("close")}
          danger
          submitLabel={t("close")}
          initial={{ status: "graduated" }}
          submit={({ status, bankHolder, bankAccount }, idempotencyKey) =>
            api(leaveSchoolEndpoint, {
              params,
              body: { status, ...(bankHolder ? { bankHolder } : {}), ...(bankAccount ? { bankAccount } : {}) },
              idempotencyKey,
            })
          }
        >
          <p style={{ marginTop: 0 }}>{t("plan", closing)}</p>
          <SelectField
            name="status"
            label={t("status")}
            required
            options={(["graduated", "left"] as const).map((value) => ({ value, label: t(value) }))}
          />
          <TextField name="bankHolder" label={t("bankHolder")} required={closing.toBank !== "0.00"} max={40} />
          <TextField name="bankAccount" label={t("bankAccount")} required={closing.toBank !== "0.00"} max={30} />
        </DialogAction>
      ) : null}
    </>
  )
}
