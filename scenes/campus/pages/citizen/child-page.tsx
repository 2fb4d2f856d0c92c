// Every page about one child reads the same answer; a page says only what it shows of it.
import type { ReactNode } from "react"
import type { z } from "zod"
import { Shown, Title, useRead, type CitizenPageComponent } from "#ui/citizen"
import { useSay } from "#ui/i18n"
import { myChild } from "../../contract.ts"

export type Seen = z.output<typeof myChild.response>

export interface ChildBody {
  child: Seen
  again: () => void
}

interface Head {
  /** Heads the page; without it the child's name does. */
  title?: { zh: string; en: string }
  back: (childId: string) => string
}

export function childPage(head: Head, Body: (props: ChildBody) => ReactNode): CitizenPageComponent {
  return function ChildPage({ params }) {
    const say = useSay()
    const reading = useRead(myChild, { params: { id: params["id"]! }, query: {} })
    return (
      <Shown reading={reading}>
        {(child) => (
          <>
            <Title back={head.back(child.id)}>{head.title ? `${say(head.title)} · ${child.name}` : child.name}</Title>
            <Body child={child} again={reading.again} />
          </>
        )}
      </Shown>
    )
  }
}
