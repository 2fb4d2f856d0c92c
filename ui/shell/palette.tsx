// Ctrl-K: find a customer, a contract, an account or a page by name, pinyin initials, number or amount.
import { SearchOutlined } from "@ant-design/icons"
import { Button, Modal } from "antd"
import { useEffect, useRef, useState } from "react"
import { sentence } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { useGo } from "#ui/link"

const useText = dictionary({
  open: ["搜索", "Search"],
  hint: ["名称、拼音首字母、编号或金额", "Name, pinyin initials, number or amount"],
  none: ["没有找到。试试拼音首字母或编号的后几位。", "Nothing found. Try pinyin initials or the end of a number."],
  start: ["输入两个字以上开始查找。↑↓ 选择，回车打开。", "Type two characters or more. ↑↓ to choose, Enter to open."],
  results: ["搜索结果", "Results"],
})

export interface Hit {
  kind: string
  title: string
  detail: string
  page: string
}

export function SearchPalette({ find }: { find: (text: string) => Promise<Hit[]> }) {
  const t = useText()
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault()
        setOpen(true)
      }
    }
    globalThis.addEventListener("keydown", pressed)
    return () => globalThis.removeEventListener("keydown", pressed)
  }, [])
  return (
    <>
      <Button
        className="hs-search-button"
        icon={<SearchOutlined />}
        onClick={() => setOpen(true)}
        aria-label={`${t("open")} Ctrl K`}
      >
        <span className="hs-wide-only">
          {t("open")} <kbd>Ctrl K</kbd>
        </span>
      </Button>
      <Modal
        open={open}
        onCancel={() => setOpen(false)}
        footer={null}
        closable={false}
        destroyOnHidden
        width={640}
        title={null}
        style={{ top: 80 }}
      >
        <Finder find={find} close={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function Finder({ find, close }: { find: (text: string) => Promise<Hit[]>; close: () => void }) {
  const t = useText()
  const go = useGo()
  const [text, setText] = useState("")
  const [at, setAt] = useState(0)
  const { hits, fault } = useHits(text, find)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => setAt(0), [hits])
  useEffect(() => {
    const timer = setTimeout(() => input.current?.focus(), 60)
    return () => clearTimeout(timer)
  }, [])
  const pick = (hit: Hit | undefined) => {
    if (!hit) return
    close()
    go(hit.page)
  }
  const keys = (event: React.KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0
    if (step !== 0 && hits && hits.length > 0) {
      event.preventDefault()
      setAt((at + step + hits.length) % hits.length)
    }
    if (event.key === "Enter") pick(hits?.[at])
  }
  const note = fault ?? (hits === null ? t("start") : hits.length === 0 ? t("none") : null)
  return (
    <div className="hs-finder">
      <input
        ref={input}
        role="combobox"
        aria-expanded={Boolean(hits?.length)}
        aria-controls="hs-finder-list"
        aria-activedescendant={hits?.length ? `hs-hit-${at}` : undefined}
        aria-label={t("hint")}
        placeholder={t("hint")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={keys}
      />
      {note ? <p className="hs-muted">{note}</p> : null}
      <div id="hs-finder-list" role="listbox" aria-label={t("results")} className="hs-finder-list">
        {(hits ?? []).map((hit, i) => (
          // The keys are handled in the box above, which keeps the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={`${hit.page}${hit.title}`}
            id={`hs-hit-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            onMouseEnter={() => setAt(i)}
            onClick={() => pick(hit)}
          >
            <span>{hit.title}</span>
            <span className="hs-muted hs-small">
              {hit.kind} · {hit.detail}
            </span>
          </div>
        ))}
      </div>
    </div>
  )
}

function useHits(text: string, find: (text: string) => Promise<Hit[]>) {
  const [hits, setHits] = useState<Hit[] | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const latest = useRef(find)
  latest.current = find
  useEffect(() => {
    const wanted = text.trim()
    if (wanted.length < 2) {
      setHits(null)
      return
    }
    let current = true
    const timer = setTimeout(() => {
      latest
        .current(wanted)
        .then((found) => {
          if (!current) return
          setHits(found)
          setFault(null)
        })
        .catch((error: unknown) => current && setFault(sentence(error)))
    }, 200)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text])
  return { hits, fault }
}
