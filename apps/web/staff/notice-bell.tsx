// Unread notices in the header; looks again every half minute.
import { BellOutlined } from "@ant-design/icons"
import { Badge, Button } from "antd"
import { listNotices } from "#contract/kernel/notice"
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { useGo } from "#ui/link"
import { paths } from "../paths.ts"

const useText = dictionary({ notices: ["通知，{n} 条未读", "Notices, {n} unread"] })

export function NoticeBell() {
  const t = useText()
  const go = useGo()
  const unread = useEndpoint(listNotices, {}, { refreshMs: 30_000 }).data?.unread ?? 0
  return (
    <Badge count={unread} size="small" offset={[-6, 6]}>
      <Button
        type="text"
        icon={<BellOutlined />}
        aria-label={t("notices", { n: unread })}
        onClick={() => go(paths.notices())}
      />
    </Badge>
  )
}
