// The few parts of the citizens' pages, without a component library: they must open fast on an old phone.
import { type FormEvent, type ReactNode, useId } from "react"

export function Card({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="hs-m-card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

export interface AskProps {
  label: string
  hint?: string
  value: string
  change: (text: string) => void
  button: string
  busy?: boolean
  ask: () => void
  maxLength?: number
}

/** One field and one button. */
export function Ask({ label, hint, value, change, button, busy, ask, maxLength }: AskProps) {
  const id = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) ask()
  }
  return (
    <form onSubmit={submit} className="hs-m-ask">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        maxLength={maxLength}
        autoComplete="off"
        autoCapitalize="characters"
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => change(event.target.value)}
      />
      {hint ? (
        <p id={`${id}-hint`} className="hs-muted">
          {hint}
        </p>
      ) : null}
      <button type="submit" disabled={busy} className="hs-m-button">
        {button}
      </button>
    </form>
  )
}
