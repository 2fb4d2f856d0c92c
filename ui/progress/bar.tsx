// How far a piece of work is: done of total with a word on what is going on, also for screen readers.
import { Progress } from "antd"

export interface ProgressBarProps {
  done: number
  total: number
  text?: string | null
  state?: "running" | "done" | "failed"
  label: string
}

export function ProgressBar({ done, total, text, state = "running", label }: ProgressBarProps) {
  const percent = total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : state === "done" ? 100 : 0
  return (
    <div>
      <Progress
        aria-label={label}
        percent={state === "done" ? 100 : percent}
        status={state === "failed" ? "exception" : state === "done" ? "success" : "active"}
        size="small"
      />
      <div className="hs-muted hs-small" aria-live="polite">
        {total > 0 ? `${done} / ${total}` : ""} {text ?? ""}
      </div>
    </div>
  )
}
