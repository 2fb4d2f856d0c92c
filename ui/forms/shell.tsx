// The shell of every form: sends once, shows the server's refusals at their fields and in a summary, keeps the
// Idempotency-Key until the server has answered, and asks before entries are lost.
import { useQueryClient } from "@tanstack/react-query"
import { Button, Form, type FormInstance } from "antd"
import { type ReactNode, useEffect, useRef, useState } from "react"
import { isProblem, newKey, type ProblemError, unreachable } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { Summary } from "./summary.tsx"
import { useLeaveGuard } from "./leave-guard.ts"

const useText = dictionary({ cancel: ["取消", "Cancel"] })

export interface FormShellProps<V extends object, R> {
  /** Unique on the page: two forms with equal field names would otherwise share element ids. */
  name: string
  initial?: Partial<V>
  submitLabel: string
  /** Sends the values; must pass the key on. */
  submit: (values: V, key: string) => Promise<R>
  done?: (result: R) => void
  cancel?: () => void
  children: ReactNode | ((form: FormInstance<V>) => ReactNode)
  danger?: boolean
  /** Why it cannot be sent now. */
  blocked?: string | null
  guard?: boolean
  footerExtra?: ReactNode
  /** Values for every change, for live previews. */
  watch?: (values: V) => void
  layout?: "vertical" | "inline"
  wideButton?: boolean
}

export function FormShell<V extends object, R>(props: FormShellProps<V, R>) {
  const t = useText()
  const [form] = Form.useForm<V>()
  const { problem, busy, dirty, send, changed } = useSending(form, props)
  useLeaveGuard(dirty && props.guard !== false)
  return (
    <Form<V>
      form={form}
      name={props.name}
      layout={props.layout ?? "vertical"}
      initialValues={(props.initial ?? {}) as never}
      onFinish={(values) => void send(values)}
      onValuesChange={(_, values) => changed(values)}
      requiredMark
      className="hs-form"
      noValidate
    >
      {problem ? <Summary error={problem} /> : null}
      {typeof props.children === "function" ? props.children(form) : props.children}
      <div className="hs-form-foot">
        {props.cancel ? <Button onClick={props.cancel}>{t("cancel")}</Button> : null}
        {props.footerExtra}
        <Button
          type="primary"
          htmlType="submit"
          danger={props.danger}
          loading={busy}
          block={props.wideButton}
          disabled={Boolean(props.blocked)}
          title={props.blocked ?? undefined}
        >
          {props.submitLabel}
        </Button>
      </div>
      {props.blocked ? <p className="hs-muted hs-form-blocked">{props.blocked}</p> : null}
    </Form>
  )
}

function useSending<V extends object, R>(form: FormInstance<V>, props: FormShellProps<V, R>) {
  const client = useQueryClient()
  const [problem, setProblem] = useState<ProblemError | null>(null)
  const [busy, setBusy] = useState(false)
  const [dirty, setDirty] = useState(false)
  const running = useRef(false)
  const key = useRef(newKey())
  const finished = useRef<{ result: R } | null>(null)
  // The page moves on after the guard has seen that nothing is unsaved any more.
  useEffect(() => {
    if (dirty || !finished.current) return
    const { result } = finished.current
    finished.current = null
    props.done?.(result)
  })
  const send = async (values: V) => {
    if (running.current) return
    running.current = true
    setBusy(true)
    setProblem(null)
    try {
      const result = await props.submit(values, key.current)
      key.current = newKey()
      finished.current = { result }
      setDirty(false)
      await client.invalidateQueries()
    } catch (error) {
      const told = isProblem(error) ? error : unreachable(true)
      if (!isProblem(error)) console.error(error)
      setProblem(told)
      showAtFields(form, told)
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  const changed = (values: V) => {
    setDirty(true)
    // Other content is another request; an unanswered one keeps its key as long as nothing was changed.
    key.current = newKey()
    props.watch?.(values)
  }
  return { problem, busy, dirty, send, changed }
}

function showAtFields<V extends object>(form: FormInstance<V>, error: ProblemError): void {
  const { problem } = error
  const chinese = document.documentElement.lang !== "en"
  const faults = [
    ...(problem.fields ?? []).map((fault) => ({ field: fault.field, text: chinese ? fault.zh : fault.en })),
    ...(problem.field ? [{ field: problem.field, text: chinese ? problem.detail : problem.detailEn }] : []),
  ]
  const known = faults.map((fault) => ({ name: pathOf(fault.field), errors: [fault.text] }))
  form.setFields(known as never)
  const first = known[0]
  if (first) form.scrollToField(first.name as never, { block: "center" })
}

/** "rights.0.qty" → ["rights", 0, "qty"]. */
export function pathOf(field: string): (string | number)[] {
  return field.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}
