// The institution's own side: today's lessons, what comes, courses with signing in, releases with the cash forecast.
import { Radio } from "antd"
import { useState } from "react"
import { api, download, useAction, useEndpoint } from "#ui/api"
import { Action } from "#ui/action"
import { Trend } from "#ui/charts"
import { DialogAction, MoneyField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To, useParam } from "#ui/link"
import { grouped, Money } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import {
  depositEndpoint,
  forecast,
  markEndpoint,
  ownInstitutionEndpoint,
  releaseEndpoint,
  rollSheet,
} from "../../contract.ts"
import { levelTitles, marks, markTitles, type Mark } from "../../model.ts"
import { cannotAskRelease, institutionTitles, type InstitutionState, type OrderState } from "../../states.ts"
import { trainingPaths as paths } from "../paths.ts"
import { PaperAction } from "../paper-action.tsx"
import { BatchesPage } from "../staff/batches.tsx"
import { OrdersPage } from "../staff/orders.tsx"
import { ComplaintsPage } from "../staff/complaints.tsx"
import { CoursePage } from "../staff/course.tsx"
import { CoursesPage } from "../staff/courses.tsx"
import { DepositBack } from "../staff/institution-money.tsx"
import { institutionTones, levelTones, useTrainingText } from "../words.ts"
import { FileCourse } from "./file-course.tsx"

const useText = dictionary({
  title: ["我的机构", "My institution"],
  today: ["今天的课", "Today's lessons"],
  noLessons: ["今天没有课。", "No lessons today."],
  children: ["在读", "Children"],
  toAnswer: ["待答复退费", "Refunds to answer"],
  release: ["申请划拨", "Ask for a release"],
  releaseNote: [
    "把家长已确认的课次划到结算账户；有退费或冻结的订单不划。",
    "Pays what parents confirmed; orders with refunds or freezes stay.",
  ],
  pay: ["缴存保证金", "Pay the deposit"],
  releases: ["划拨与预测", "Releases and forecast"],
  forecast: ["到账预测", "Cash forecast"],
  forecastNote: [
    "已确认 {queued} 元待划拨；待家长确认 {asked} 元，按最迟自动确认日累计。",
    "{queued} confirmed; {asked} asked, by the day silence confirms.",
  ],
  total: ["累计到账", "Total"],
  when: ["时间", "When"],
  signIn: ["签到", "Sign in"],
  seen: ["教室里实到人数", "Children in the room"],
  send: ["提交签到", "Send"],
  sent: ["已提交，家长会收到确认提醒。", "Sent; parents are asked to confirm."],
  roll: ["下载签到表", "Download the roll"],
  offline: ["离线签到上传", "Upload off-line marks"],
  wall: ["打印公示", "Print the wall notice"],
  complaints: ["待答复投诉", "Complaints to answer"],
  nobody: ["还没有缴费的学生。", "Nobody has paid yet."],
})

export function OwnPage() {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const query = useEndpoint(ownInstitutionEndpoint)
  return (
    <Loaded query={query} rows={8}>
      {(i) => (
        <Page
          title={t("title")}
          tag={
            <>
              <StateTag tone={levelTones[i.level]}>{`${w("level")}：${say(levelTitles[i.level])}`}</StateTag>{" "}
              <StateTag
                tone={institutionTones[i.state]}
              >{`${w("state")}：${say(institutionTitles[i.state])}`}</StateTag>{" "}
              {i.blacklisted ? <StateTag tone="bad">{w("black")}</StateTag> : null}
            </>
          }
          intro={
            [i.blacklistReason ? `${w("black")}：${i.blacklistReason}` : null, i.stoppedReason ?? i.stateReason]
              .filter(Boolean)
              .join("　") || `${w("custodyNo")} ${i.custodyNo}`
          }
          actions={
            <>
              <AskRelease id={i.id} state={i.state} />
              <DialogAction<{ amount: string }, unknown>
                name="own-deposit"
                label={t("pay")}
                submitLabel={w("submit")}
                submit={(body, idempotencyKey) => api(depositEndpoint, { params: { id: i.id }, body, idempotencyKey })}
              >
                <MoneyField name="amount" label={w("amount")} required />
              </DialogAction>
              <DepositBack id={i.id} deposit={i.deposit} floor={i.depositFloor} />
              <PaperAction kind="wall-notice" objectId={i.id} label={t("wall")} />
            </>
          }
        >
          <Stack>
            <Figures>
              <Figure label={w("queued")} value={<Money value={i.queued} />} href={paths.ownReleases()} />
              <Figure label={w("unearned")} value={<Money value={i.unearned} />} />
              <Figure
                label={w("short")}
                value={<Money value={i.depositShort} />}
                tone={i.depositShort === "0.00" ? "good" : "warn"}
              />
              <Figure
                label={t("toAnswer")}
                value={i.refundsToAnswer}
                href={paths.ownRefunds()}
                tone={i.refundsToAnswer > 0 ? "warn" : "good"}
              />
              <Figure
                label={t("complaints")}
                value={i.complaints}
                href={paths.ownComplaints()}
                tone={i.complaints > 0 ? "warn" : "good"}
              />
            </Figures>
            <Panel title={t("today")} flush>
              <Grid
                label={t("today")}
                rows={i.lessonsToday}
                rowKey={(r) => r.id}
                columns={[
                  {
                    key: "course",
                    title: w("course"),
                    phone: "title",
                    render: (r) => <To href={paths.ownCourse(r.courseId)}>{r.course}</To>,
                  },
                  { key: "when", title: t("when"), render: (r) => moment(r.startsAt) },
                  { key: "children", title: t("children"), align: "right", render: (r) => r.children },
                ]}
                empty={<Nothing text={t("noLessons")} next={<To href={paths.ownCourses()}>{w("courses")}</To>} />}
              />
            </Panel>
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

function AskRelease({ id, state }: { id: string; state: InstitutionState }) {
  const t = useText()
  const say = useSay()
  const no = cannotAskRelease(state)
  return (
    <DialogAction<object, unknown>
      name="own-release"
      disabledReason={no ? say(no) : null}
      label={t("release")}
      kind="primary"
      submitLabel={t("release")}
      submit={(_, idempotencyKey) => api(releaseEndpoint, { params: { id }, body: {}, idempotencyKey })}
    >
      <p>{t("releaseNote")}</p>
    </DialogAction>
  )
}

export const OwnComplaintsPage = () => <ComplaintsPage order={paths.ownOrder} />
export const OwnOrdersPage = () => <OrdersPage href={paths.ownOrder} />
export const OwnCoursesPage = () => <CoursesPage href={paths.ownCourse} actions={<FileCourse />} />

export function OwnReleasesPage() {
  const t = useText()
  return <BatchesPage title={t("releases")} above={<CashForecast />} />
}

function CashForecast() {
  const t = useText()
  const w = useTrainingText()
  const query = useEndpoint(forecast)
  return (
    <Loaded query={query} rows={4}>
      {(f) => (
        <Panel title={t("forecast")} note={t("forecastNote", { queued: grouped(f.queued), asked: grouped(f.asked) })}>
          {f.days.length > 0 ? (
            <Trend
              title={t("forecast")}
              labelTitle={w("on")}
              labels={f.days.map((one) => one.day)}
              series={[{ name: t("total"), values: f.days.map((one) => one.total), kind: "step" }]}
            />
          ) : (
            <Nothing text={w("none")} />
          )}
        </Panel>
      )}
    </Loaded>
  )
}

export function OwnCoursePage() {
  const t = useText()
  const id = useParam("id")
  return (
    <CoursePage
      actions={
        <>
          <Action label={t("roll")} run={() => download(rollSheet, { params: { id } })} />
          <To href={paths.offline()}>{t("offline")}</To>
        </>
      }
      back={paths.ownCourses()}
      order={paths.ownOrder}
      above={(c) => {
        const next = c.lessons.find((one) => one.id === c.nextId && one.startsAt <= c.now)
        return next ? <SignIn key={next.id} lesson={next} rows={c.children.filter(isTaught)} /> : null
      }}
    />
  )
}

interface Child {
  orderId: string
  student: string
  state: OrderState
}

/** Who asked for the money back sits out until that is decided. */
const isTaught = (one: Child) => one.state !== "REFUNDING"

function SignIn({ lesson, rows }: { lesson: { id: string; seq: number; startsAt: string }; rows: readonly Child[] }) {
  const t = useText()
  const say = useSay()
  const [chosen, setChosen] = useState<Record<string, Mark>>({})
  const action = useAction(markEndpoint)
  const markOf = (one: Child): Mark => chosen[one.orderId] ?? "present"
  const here = rows.filter((one) => markOf(one) === "present").length
  const [seen, setSeen] = useState<string | null>(null)
  return (
    <Panel title={`${t("signIn")} · ${lesson.seq} · ${moment(lesson.startsAt)}`}>
      {rows.length === 0 ? <Nothing text={t("nobody")} /> : null}
      <div className="tf-marks">
        {rows.map((one) => (
          <div
            key={one.orderId}
            style={{ display: "flex", justifyContent: "space-between", gap: 12, flexWrap: "wrap" }}
          >
            <span>{one.student}</span>
            <Radio.Group
              aria-label={one.student}
              value={markOf(one)}
              onChange={(event) => setChosen({ ...chosen, [one.orderId]: event.target.value as Mark })}
              options={marks.map((value) => ({ value, label: say(markTitles[value]) }))}
              optionType="button"
            />
          </div>
        ))}
        <label>
          {t("seen")}{" "}
          <input
            inputMode="numeric"
            value={seen ?? String(here)}
            onChange={(event) => setSeen(event.target.value.replaceAll(/\D/g, ""))}
            style={{ width: 72 }}
          />
        </label>
        <Action
          label={t("send")}
          kind="primary"
          run={() =>
            action.mutateAsync({
              params: { id: lesson.id },
              body: {
                marks: rows.map((one) => ({ orderId: one.orderId, mark: markOf(one) })),
                seen: Number(seen ?? here),
              },
            })
          }
        />
      </div>
    </Panel>
  )
}
