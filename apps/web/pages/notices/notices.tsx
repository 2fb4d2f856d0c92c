// A person's notices; opening one leads to what it is about.
import { listNotices, readNotices } from "#contract/kernel/notice"
import { Action } from "#ui/action"
import { useAction, useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { To } from "#ui/link"
import { Loaded, Nothing, Page, Panel } from "#ui/page"
import { StateTag } from "#ui/states"
import { moment } from "#ui/timeline"

const useText = dictionary({
  title: ["通知", "Notices"],
  readAll: ["全部标为已读", "Mark all as read"],
  allRead: ["没有未读通知", "Nothing unread"],
  unread: ["未读", "New"],
  none: [
    "没有通知。审批结果、到期提醒和任务完成会出现在这里。",
    "No notices. Decisions, due dates and finished jobs appear here.",
  ],
})

export function NoticesPage() {
  const t = useText()
  const query = useEndpoint(listNotices)
  const read = useAction(readNotices)
  const unread = query.data?.items.filter((one) => !one.read).map((one) => one.id) ?? []
  return (
    <Page
      title={t("title")}
      narrow
      actions={
        <Action
          label={t("readAll")}
          disabledReason={unread.length === 0 ? t("allRead") : null}
          run={() => read.mutateAsync({ body: { ids: unread.slice(0, 200) } })}
        />
      }
    >
      <Panel>
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing text={t("none")} />
            ) : (
              <ul className="hs-plain">
                {items.map((one) => (
                  <li key={one.id}>
                    <div style={{ minWidth: 0 }}>
                      <div style={{ fontWeight: one.read ? 400 : 600 }}>
                        {one.page ? (
                          <To href={one.page} onFollow={() => one.read || read.mutate({ body: { ids: [one.id] } })}>
                            {one.title}
                          </To>
                        ) : (
                          one.title
                        )}{" "}
                        {one.read ? null : <StateTag tone="primary">{t("unread")}</StateTag>}
                      </div>
                      <div>{one.body}</div>
                    </div>
                    <time className="hs-muted hs-small hs-number" dateTime={one.at}>
                      {moment(one.at)}
                    </time>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  )
}
