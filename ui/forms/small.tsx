// The two smallest dialogs: a sentence to agree to, and an act that asks for its reason.
import type { ReactNode } from "react"
import { DialogAction, type DialogActionProps } from "./dialog.tsx"
import { TextField } from "./fields.tsx"

type Head = Pick<
  DialogActionProps<object, unknown>,
  "label" | "title" | "disabledReason" | "kind" | "danger" | "size" | "name"
>

/** An act without anything to fill in; the sentence says what it does. Where a title names the act, the button says it again. */
export function ConfirmAction<R>(
  props: Head & { children: ReactNode; submit: (idempotencyKey: string) => Promise<R>; done?: (result: R) => void },
) {
  const { children, submit, done, ...head } = props
  return (
    <DialogAction<object, R>
      {...head}
      submitLabel={head.title ?? head.label}
      submit={(_values, key) => submit(key)}
      {...(done ? { done } : {})}
    >
      <p style={{ marginTop: 0 }}>{children}</p>
    </DialogAction>
  )
}

/** An act that is written down with its reason. */
export function ReasonAction<R>(
  props: Head & {
    reasonLabel: string
    /** Longest reason the server takes. */
    max?: number
    children?: ReactNode
    submit: (reason: string, idempotencyKey: string) => Promise<R>
  },
) {
  const { children, submit, reasonLabel, max, ...head } = props
  return (
    <DialogAction<{ reason: string }, R>
      {...head}
      submitLabel={head.title ?? head.label}
      submit={({ reason }, key) => submit(reason, key)}
    >
      {children ? <p style={{ marginTop: 0 }}>{children}</p> : null}
      <TextField name="reason" label={reasonLabel} required rows={3} max={max ?? 200} />
    </DialogAction>
  )
}
