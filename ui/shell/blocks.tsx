// Draws the blocks scenes put on pages of the house, for those who may see them.
import { type ComponentType, lazy, Suspense } from "react"
import { Waiting } from "#ui/page"
import { useMay } from "#ui/session"
import type { Block } from "./area.ts"

const drawn = new Map<string, ComponentType<object>>()

function componentOf<P>(block: Block<P>): ComponentType<P> {
  const known = drawn.get(block.key)
  if (known) return known as unknown as ComponentType<P>
  const made = lazy(async () => ({ default: (await block.load()) as ComponentType<object> }))
  drawn.set(block.key, made as unknown as ComponentType<object>)
  return made as unknown as ComponentType<P>
}

export function Blocks<P extends object>({ blocks, props }: { blocks: readonly Block<P>[]; props: P }) {
  const may = useMay()
  return (
    <>
      {blocks
        .filter((block) => block.permission === null || may(block.permission))
        .map((block) => {
          const Drawn = componentOf(block) as ComponentType<object>
          return (
            <Suspense key={block.key} fallback={<Waiting />}>
              <Drawn {...props} />
            </Suspense>
          )
        })}
    </>
  )
}
