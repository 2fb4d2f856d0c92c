// The head of an account: what it is, what it holds, what it has earned.
import type { z } from "zod"
import { Money } from "#ui/money"
import { Figure, Figures, Pairs, Panel, Stack } from "#ui/page"
import { useOutlets } from "#ui/session"
import type { getDeposit } from "../contract.ts"
import { useDepositText } from "./words.ts"

export type DepositDetail = z.output<typeof getDeposit.response>

export function DepositHead({ deposit }: { deposit: DepositDetail }) {
  const w = useDepositText()
  const { nameOf } = useOutlets()
  return (
    <Stack>
      <Figures>
        <Figure label={w("balance")} value={<Money value={deposit.balance} />} />
        <Figure label={w("available")} value={<Money value={deposit.available} />} />
        <Figure
          label={w("earned")}
          value={<Money value={deposit.earned} />}
          note={w("since", { day: deposit.earnedFrom })}
        />
        <Figure label={w("rate")} value={`${deposit.ratePct}%`} />
      </Figures>
      <Panel>
        <Pairs
          columns={3}
          items={[
            { label: w("accountNo"), value: <code>{deposit.accountNo}</code> },
            { label: w("kind"), value: w(deposit.kind) },
            { label: w("outlet"), value: nameOf(deposit.outlet) },
            { label: w("openedOn"), value: deposit.openedOn },
            deposit.filingNo ? { label: w("filingNo"), value: deposit.filingNo } : null,
            deposit.purpose ? { label: w("purpose"), value: deposit.purpose } : null,
            deposit.validTo ? { label: w("validTo"), value: deposit.validTo } : null,
          ]}
        />
      </Panel>
    </Stack>
  )
}
