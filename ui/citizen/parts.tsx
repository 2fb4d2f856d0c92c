// The few parts of the citizens' pages, without a component library: they must open fast on an old phone.
import { type FormEvent, type MouseEvent, type ReactNode, useId } from "react"
import { isProblem, sentence } from "#ui/api"
import { dictionary } from "#ui/i18n"
import type { Reading } from "./data.ts"
import { goTo } from "./route.ts"

const useText = dictionary({
  loading: ["正在加载…", "Loading…"],
  again: ["重试", "Try again"],
  number: ["编号 {id}", "reference {id}"],
  back: ["返回", "Back"],
})

/** Title of a page, with the way back above it. */
export function Title({ children, back }: { children: ReactNode; back?: string }) {
  const t = useText()
  return (
    <>
      {back ? (
        <Go to={back} className="hs-m-back">
          ‹ {t("back")}
        </Go>
      ) : null}
      <h1>{children}</h1>
    </>
  )
}

export function Card({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="hs-m-card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

/** A link inside these pages. */
export function Go({ to, className, children }: { to: string; className?: string; children: ReactNode }) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    goTo(to)
  }
  return (
    <a href={to} className={className} onClick={follow}>
      {children}
    </a>
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
  /** Which keyboard a phone shows. */
  mode?: "text" | "numeric" | "decimal" | "tel"
  autoComplete?: string
  problem?: unknown
}

/** One question and one button. */
export function Ask(props: AskProps) {
  const { label, hint, value, change, button, busy, ask, maxLength, mode, autoComplete, problem } = props
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
        inputMode={mode}
        autoComplete={autoComplete ?? "off"}
        autoCapitalize="characters"
        aria-invalid={problem ? true : undefined}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => change(event.target.value)}
      />
      {hint ? (
        <p id={`${id}-hint`} className="hs-muted">
          {hint}
        </p>
      ) : null}
      <Trouble error={problem} />
      <button type="submit" disabled={busy} className="hs-m-button">
        {button}
      </button>
    </form>
  )
}

export interface ShortAnswerProps {
  label: string
  value: string
  change: (text: string) => void
  /** What may be entered, and what follows from it. */
  hint?: ReactNode
  /** What is wrong with it, in words, at the field. */
  fault?: string | null
  mode?: AskProps["mode"]
  maxLength?: number
}

/** One short answer that is part of a page with its own button. */
export function ShortAnswer({ label, value, change, hint, fault, mode, maxLength }: ShortAnswerProps) {
  const id = useId()
  return (
    <div className="hs-m-ask">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        maxLength={maxLength}
        inputMode={mode}
        autoComplete="off"
        aria-invalid={fault ? true : undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => change(event.target.value)}
      />
      <div id={`${id}-hint`}>
        {fault ? (
          <p className="hs-m-fault" role="alert">
            {fault}
          </p>
        ) : null}
        {hint ? <p className="hs-muted">{hint}</p> : null}
      </div>
    </div>
  )
}

/** A longer answer in one's own words; part of a page that has its own button. */
export function LongAnswer(props: { label: string; value: string; change: (text: string) => void; maxLength: number }) {
  const id = useId()
  return (
    <div className="hs-m-ask">
      <label htmlFor={id}>{props.label}</label>
      <textarea
        id={id}
        rows={4}
        value={props.value}
        maxLength={props.maxLength}
        onChange={(event) => props.change(event.target.value)}
      />
    </div>
  )
}

export interface Choice<T extends string> {
  value: T
  label: string
  text?: string
  /** Why it cannot be chosen now. */
  off?: string | null
}

/** One of several answers, each as large as a thumb. */
export function Choices<T extends string>(props: {
  label: string
  value: T | null
  change: (value: T) => void
  of: readonly Choice<T>[]
}) {
  const name = useId()
  return (
    <fieldset className="hs-m-choices">
      <legend>{props.label}</legend>
      {props.of.map((one) => (
        <label key={one.value} data-chosen={props.value === one.value}>
          <input
            type="radio"
            name={name}
            value={one.value}
            checked={props.value === one.value}
            disabled={Boolean(one.off)}
            onChange={() => props.change(one.value)}
          />
          <span>
            <strong>{one.label}</strong>
            {one.off || one.text ? <small>{one.off || one.text}</small> : null}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

export interface PressProps {
  label: string
  press: () => unknown
  busy?: boolean
  kind?: "main" | "plain" | "danger"
  /** Why it cannot act now, said below the button. */
  off?: string | null
}

export function Press({ label, press, busy, kind = "main", off }: PressProps) {
  const id = useId()
  return (
    <>
      <button
        type="button"
        className="hs-m-button"
        data-kind={kind}
        aria-disabled={busy || Boolean(off)}
        aria-describedby={off ? id : undefined}
        onClick={() => {
          if (!busy && !off) void press()
        }}
      >
        {label}
      </button>
      {off ? (
        <p id={id} className="hs-muted hs-m-off">
          {off}
        </p>
      ) : null}
    </>
  )
}

export interface Row {
  key: string
  title: ReactNode
  text?: ReactNode
  value?: ReactNode
  /** Page the row opens. */
  to?: string
}

/** A list of things, one below the other, each with its figure at the end. */
export function Rows({ rows, none }: { rows: readonly Row[]; none: string }) {
  if (rows.length === 0) return <p className="hs-muted">{none}</p>
  return (
    <ul className="hs-m-list hs-m-rows">
      {rows.map((row) => {
        const inside = (
          <>
            <span className="hs-m-row-main">
              <span>{row.title}</span>
              {row.text ? <small className="hs-muted">{row.text}</small> : null}
            </span>
            {row.value === undefined ? null : <span className="hs-m-row-value">{row.value}</span>}
          </>
        )
        return <li key={row.key}>{row.to ? <Go to={row.to}>{inside}</Go> : <div>{inside}</div>}</li>
      })}
    </ul>
  )
}

export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="hs-m-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** An answer that stays on the page: done, or what stands in the way. */
export function Answer({ tone, children }: { tone: "good" | "bad" | "plain"; children: ReactNode }) {
  return (
    <div className="hs-m-answer" data-tone={tone} role={tone === "bad" ? "alert" : "status"}>
      {children}
    </div>
  )
}

/** What the server refused, in its own sentence. */
export function Trouble({ error }: { error: unknown }) {
  const t = useText()
  if (!error) return null
  const reference = isProblem(error) ? error.problem.requestId : undefined
  return (
    <Answer tone="bad">
      {sentence(error, t.lang)}
      {reference ? <small> {t("number", { id: reference })}</small> : null}
    </Answer>
  )
}

/** Shows what was read, or what stands in its place. */
export function Shown<T>({ reading, children }: { reading: Reading<T>; children: (data: T) => ReactNode }) {
  const t = useText()
  if (reading.data !== undefined) return <>{children(reading.data)}</>
  if (reading.error)
    return (
      <>
        <Trouble error={reading.error} />
        <Press kind="plain" label={t("again")} press={reading.again} />
      </>
    )
  return (
    <p className="hs-muted" role="status">
      {t("loading")}
    </p>
  )
}
