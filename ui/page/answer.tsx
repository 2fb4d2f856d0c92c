// The three answers of the server besides data: not yet, no, and nothing there. Each offers the next step.
import { Alert, Button, Skeleton } from "antd"
import type { ReactNode } from "react"
import { isProblem, sentence } from "#ui/api"
import { dictionary } from "#ui/i18n"

const useText = dictionary({
  retry: ["重试", "Retry"],
  failed: ["没有取到数据", "The data could not be loaded"],
  number: ["编号 {id}", "reference {id}"],
  loading: ["正在加载", "Loading"],
})

export function Waiting({ rows = 4 }: { rows?: number }) {
  const t = useText()
  return (
    <div role="status" aria-label={t("loading")} className="hs-waiting">
      <Skeleton active paragraph={{ rows }} />
    </div>
  )
}

export function Failed({ error, retry }: { error: unknown; retry?: () => unknown }) {
  const t = useText()
  const reference = isProblem(error) && error.problem.requestId ? error.problem.requestId : null
  return (
    <Alert
      type="error"
      showIcon
      title={t("failed")}
      description={
        <>
          {sentence(error, t.lang)}
          {reference ? <div className="hs-small">{t("number", { id: reference })}</div> : null}
        </>
      }
      action={
        retry ? (
          <Button size="small" onClick={() => void retry()}>
            {t("retry")}
          </Button>
        ) : undefined
      }
    />
  )
}

export function Nothing({ text, next }: { text: ReactNode; next?: ReactNode }) {
  return (
    <div className="hs-nothing">
      <p>{text}</p>
      {next}
    </div>
  )
}

interface Query<T> {
  data: T | undefined
  error: unknown
  isPending: boolean
  refetch: () => unknown
}

/** Shows the data of a query, or what stands in its place. */
export function Loaded<T>({
  query,
  rows,
  children,
}: {
  query: Query<T>
  rows?: number
  children: (data: T) => ReactNode
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <Failed error={query.error} retry={query.refetch} />
  return <Waiting rows={rows} />
}
