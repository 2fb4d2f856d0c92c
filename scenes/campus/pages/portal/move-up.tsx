// The year's move (升级) as one act: every class with the name of the new year, what graduates said plainly, one word at the end.
import { Alert, Input, Select } from "antd"
import { useState } from "react"
import type { z } from "zod"
import { api, useEndpoint } from "#ui/api"
import { ConfirmAction } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { moveUpEndpoint, schoolView } from "../../register/contract.ts"
import { cannotMoveUp, clashingTitles } from "../../rules.ts"
import { campusPaths as paths } from "../paths.ts"
import { useCampusText } from "../words.ts"

const useText = dictionary({
  title: ["升级", "The year's move"],
  school: ["作息与班级", "Hours and classes"],
  intro: [
    "全校一次办完：学生随班级升级，班主任、卡和监护人不变。毕业班的学生今天起不能进出校门，同意终止，卡账户由卡务中心退款。",
    "All classes at once: pupils, teachers, cards and guardians stay together. Graduates' gate and consents end today; the card office pays their wallets back.",
  ],
  pupils: ["学生", "Pupils"],
  what: ["怎样升级", "What happens"],
  rename: ["升级", "Moves up"],
  graduate: ["毕业", "Graduates"],
  stay: ["不变", "Stays"],
  next: ["新学年名称", "Name of the new year"],
  movers: ["升级", "Move up"],
  leavers: ["毕业", "Graduate"],
  stayers: ["不变", "Stay"],
  count: ["{n} 人", "{n} pupils"],
  clash: ["名称重复：{names}", "The same name twice: {names}"],
  missing: ["请填写 {title} 的新名称", "Name {title} for the new year"],
  nothing: ["没有要升级的班级", "No class moves"],
  unread: ["看不出年级，请自己填写", "No grade in its name; decide yourself"],
  act: ["确认升级", "Move all classes"],
  actNote: [
    "{move} 个班 {moved} 人升级，{leave} 个班 {gone} 人毕业，{stay} 个班不变。升级每年只能办一次，办完不能撤回。毕业的有：{names}。",
    "{move} classes ({moved} pupils) move up, {leave} classes ({gone}) graduate, {stay} stay. Once a year, and never taken back. Graduating: {names}.",
  ],
  noneLeave: ["无", "none"],
  done: ["升级完成：{moved} 人升级，{graduated} 人毕业。", "Done: {moved} moved up, {graduated} graduated."],
  none: ["还没有班级。", "No classes yet."],
})

type School = z.output<(typeof schoolView)["response"]>
type Class = School["classes"][number]
type How = "rename" | "graduate" | "stay"
interface Plan {
  how: How
  to: string
}

const proposed = (one: Class): Plan =>
  one.next === null
    ? { how: "graduate", to: one.title }
    : { how: one.next === "" ? "stay" : "rename", to: one.next || one.title }

export function MoveUpPage() {
  const t = useText()
  const query = useEndpoint(schoolView)
  const [done, setDone] = useState<{ moved: number; graduated: number } | null>(null)
  return (
    <Page title={t("title")} intro={t("intro")} crumbs={[{ label: t("school"), href: paths.schoolYear() }]}>
      <Loaded query={query} rows={8}>
        {(school) => (
          <Stack>
            {done ? <Alert type="success" showIcon title={t("done", done)} /> : null}
            <Table school={school} done={setDone} />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function Table({ school, done }: { school: School; done: (answer: { moved: number; graduated: number }) => void }) {
  const t = useText()
  const w = useCampusText()
  const [changed, setChanged] = useState<Record<string, Plan>>({})
  const planOf = (one: Class) => changed[one.id] ?? proposed(one)
  const change = (one: Class, next: Partial<Plan>) =>
    setChanged((seen) => ({ ...seen, [one.id]: { ...(seen[one.id] ?? proposed(one)), ...next } }))
  const options = (["rename", "graduate", "stay"] as const).map((value) => ({ value, label: t(value) }))
  return (
    <Panel
      title={school.name}
      extra={
        <Confirm
          school={school}
          planOf={planOf}
          done={(answer) => {
            setChanged({})
            done(answer)
          }}
        />
      }
      flush
    >
      <div style={{ padding: "8px 16px" }}>
        <Sums school={school} planOf={planOf} />
      </div>
      <Grid
        label={t("title")}
        rows={school.classes}
        rowKey={(r) => r.id}
        empty={<Nothing text={t("none")} />}
        columns={[
          { key: "title", title: w("class"), phone: "title", render: (r) => r.title },
          { key: "pupils", title: t("pupils"), align: "right", render: (r) => r.pupils },
          {
            key: "how",
            title: t("what"),
            render: (r) => (
              <Select<How>
                aria-label={`${r.title} ${t("what")}`}
                value={planOf(r).how}
                style={{ width: 110 }}
                options={options}
                onChange={(how) => change(r, { how })}
              />
            ),
          },
          {
            key: "next",
            title: t("next"),
            render: (r) => <Next one={r} plan={planOf(r)} change={(to) => change(r, { to })} />,
          },
        ]}
      />
    </Panel>
  )
}

function Next({ one, plan, change }: { one: Class; plan: Plan; change: (to: string) => void }) {
  const t = useText()
  if (plan.how === "graduate")
    return <StateTag tone="warn">{`${t("graduate")} · ${t("count", { n: one.pupils })}`}</StateTag>
  if (plan.how === "stay") return <span className="hs-muted">{one.next === "" ? t("unread") : one.title}</span>
  return (
    <Input
      aria-label={`${one.title} ${t("next")}`}
      value={plan.to}
      maxLength={30}
      style={{ width: 160 }}
      onChange={(event) => change(event.target.value)}
    />
  )
}

type PlanOf = (one: Class) => Plan
const group = (school: School, planOf: PlanOf, how: How) => school.classes.filter((one) => planOf(one).how === how)
const people = (classes: readonly Class[]) => classes.reduce((sum, one) => sum + one.pupils, 0)

function Sums({ school, planOf }: { school: School; planOf: PlanOf }) {
  const t = useText()
  const shown = [
    ["movers", "rename"],
    ["leavers", "graduate"],
    ["stayers", "stay"],
  ] as const
  return (
    <Figures>
      {shown.map(([label, how]) => {
        const classes = group(school, planOf, how)
        return <Figure key={how} label={t(label)} value={classes.length} note={t("count", { n: people(classes) })} />
      })}
    </Figures>
  )
}

function Confirm({
  school,
  planOf,
  done,
}: {
  school: School
  planOf: PlanOf
  done: (answer: { moved: number; graduated: number }) => void
}) {
  const t = useText()
  const say = useSay()
  const movers = group(school, planOf, "rename")
  const leavers = group(school, planOf, "graduate")
  const stayers = group(school, planOf, "stay")
  const moves = [
    ...movers.map((one) => ({ classId: one.id, to: planOf(one).to.trim() })),
    ...leavers.map((one) => ({ classId: one.id, to: null })),
  ]
  const empty = movers.find((one) => planOf(one).to.trim() === "")
  const clash = clashingTitles(
    moves,
    stayers.map((one) => one.title),
  )
  const fault = cannotMoveUp(school.movedUpOn, school.today)
  const reason =
    (fault && say(fault)) ||
    (empty && t("missing", { title: empty.title })) ||
    (clash.length > 0 && t("clash", { names: clash.join("、") })) ||
    (moves.length === 0 && t("nothing")) ||
    null
  return (
    <ConfirmAction
      name="move-up"
      label={t("act")}
      kind="primary"
      danger
      disabledReason={reason}
      submit={(idempotencyKey) => api(moveUpEndpoint, { body: { moves }, idempotencyKey })}
      done={done}
    >
      {t("actNote", {
        move: movers.length,
        moved: people(movers),
        leave: leavers.length,
        gone: people(leavers),
        stay: stayers.length,
        names: leavers.map((one) => one.title).join("、") || t("noneLeave"),
      })}
    </ConfirmAction>
  )
}
