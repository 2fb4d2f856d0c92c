// The start page: what waits for this person, how the day stands, and each scene's figures.
import { listApprovals } from "#contract/kernel/approval"
import { getDayEnd } from "#contract/kernel/day-end"
import { listNotices } from "#contract/kernel/notice"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Money } from "#ui/money"
import { Columns, Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { useMay, useMe } from "#ui/session"
import { Blocks } from "#ui/shell"
import { StateTag } from "#ui/states"
import { moment } from "#ui/timeline"
import { paths } from "../../paths.ts"
import { staffScenes } from "../../scenes.ts"

const useText = dictionary({
  hello: ["{name}，您好", "Hello, {name}"],
  waiting: ["待我审批", "Waiting for my signature"],
  unread: ["未读通知", "Unread notices"],
  day: ["会计日期", "Accounting date"],
  dayOpen: ["营业中", "Open"],
  dayClosing: ["日终未办完", "Day end not finished"],
  todo: ["待办", "To do"],
  all: ["全部", "All"],
  none: ["没有待办，今天可以安心。", "Nothing to do; enjoy the day."],
  notices: ["最近通知", "Latest notices"],
  noNotices: ["没有通知。", "No notices."],
})

const homeBlocks = staffScenes.flatMap((area) => (area.home ? [area.home] : []))

export function HomePage() {
  const t = useText()
  const me = useMe()
  const may = useMay()
  return (
    <Page title={t("hello", { name: me?.name ?? "" })}>
      <Stack>
        <Figures>
          {may("approval.read") ? <WaitingFigure /> : null}
          <UnreadFigure />
          {may("day-end.read") ? <DayFigure /> : <Figure label={t("day")} value={me?.accountingDate ?? "—"} />}
        </Figures>
        <Columns>
          <Stack>
            {may("approval.read") ? <Todo /> : null}
            <Blocks blocks={homeBlocks} props={{}} />
          </Stack>
          <LatestNotices />
        </Columns>
      </Stack>
    </Page>
  )
}

const waiting = { query: { box: "waiting" as const, limit: 6 } }

function WaitingFigure() {
  const t = useText()
  const items = useEndpoint(listApprovals, waiting, { refreshMs: 20_000 }).data
  const shown = items ? `${items.items.length}${items.next ? "+" : ""}` : "—"
  return (
    <Figure
      label={t("waiting")}
      value={shown}
      href={paths.approvals("waiting")}
      tone={items && items.items.length > 0 ? "warn" : undefined}
    />
  )
}

function UnreadFigure() {
  const t = useText()
  const unread = useEndpoint(listNotices).data?.unread
  return <Figure label={t("unread")} value={unread ?? "—"} href={paths.notices()} />
}

function DayFigure() {
  const t = useText()
  const me = useMe()
  const day = useEndpoint(getDayEnd).data
  const closing = day?.steps.some((step) => step.state === "running" || step.state === "failed") ?? false
  return (
    <Figure
      label={t("day")}
      value={day?.accountingDate ?? me?.accountingDate ?? "—"}
      note={<StateTag tone={closing ? "warn" : "good"}>{t(closing ? "dayClosing" : "dayOpen")}</StateTag>}
      href={paths.dayEnd()}
    />
  )
}

function Todo() {
  const t = useText()
  const say = useSay()
  const query = useEndpoint(listApprovals, waiting)
  return (
    <Panel title={t("todo")} extra={<To href={paths.approvals("waiting")}>{t("all")}</To>}>
      <Loaded query={query} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing text={t("none")} />
          ) : (
            <ul className="hs-plain">
              {items.map((one) => (
                <li key={one.id}>
                  <span>
                    <To href={paths.approval(one.id)}>{one.title}</To>
                    <div className="hs-muted hs-small">
                      {say(one.kindTitle)} · {one.makerName} · {moment(one.createdAt)}
                    </div>
                  </span>
                  {one.amount ? <Money value={one.amount} unit /> : null}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}

function LatestNotices() {
  const t = useText()
  const query = useEndpoint(listNotices)
  return (
    <Panel title={t("notices")} extra={<To href={paths.notices()}>{t("all")}</To>}>
      <Loaded query={query} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing text={t("noNotices")} />
          ) : (
            <ul className="hs-plain">
              {items.slice(0, 6).map((one) => (
                <li key={one.id}>
                  <span>
                    {one.page ? <To href={one.page}>{one.title}</To> : one.title}
                    <div className="hs-muted hs-small">{moment(one.at)}</div>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}
