// Where a case stands on its way: steps done, the one now, those to come; a side state is named at its step.
import { CheckOutlined } from "@ant-design/icons"

export interface PipelineStep {
  key: string
  label: string
  state: "done" | "now" | "ahead"
}

export function Pipeline({ steps, label }: { steps: readonly PipelineStep[]; label: string }) {
  return (
    // A wide road scrolls inside its panel on a phone; without a tab stop a keyboard could not scroll it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ol className="hs-pipeline" aria-label={label} tabIndex={0}>
      {steps.map((step) => (
        <li key={step.key} data-state={step.state} aria-current={step.state === "now" ? "step" : undefined}>
          <span className="hs-pipeline-dot" aria-hidden>
            {step.state === "done" ? <CheckOutlined /> : null}
          </span>
          <span>{step.label}</span>
        </li>
      ))}
    </ol>
  )
}

/** Marks the steps before `now` as done. Unknown `now` leaves everything ahead. */
export function stepsUpTo(all: readonly { key: string; label: string }[], now: string): PipelineStep[] {
  const at = all.findIndex((step) => step.key === now)
  return all.map((step, i) => ({ ...step, state: i < at ? "done" : i === at ? "now" : "ahead" }))
}
