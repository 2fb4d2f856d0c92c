// 呆账核销: proposed by preservation with its evidence and an accountability note, signed by the committee and the branch
// president. The claim is kept on the memo book and pursued on; recoveries go to the note that was written off.
import { z } from "zod"
import { requestApproval } from "#kernel/approval"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind } from "#kernel/scene"
import { impairLoan, writeOffLoan } from "#products/loan"
import { refuse } from "../refusals.ts"
import type { CaseState } from "../states.ts"
import { json, lockCase, move, partyNameOf, tell, yuan, type CaseRow } from "./case.ts"
import { drawsOf, loanNosOf, owedOf } from "./facts.ts"
import { open } from "./guard.ts"
import { endLineOf } from "./securing.ts"
import { endTasks } from "./tasks.ts"

export interface WriteOffProposal {
  id: string
  /** What shows that recovery failed (财金〔2017〕90号). */
  evidence: string
  /** Who answers for what on the way to the loss. */
  accountability: string
}

const content = z.object({
  caseNo: z.string(),
  party: z.string(),
  loanNos: z.array(z.string()),
  owedFen: z.string(),
  evidence: z.string(),
  accountability: z.string(),
  lettersDelivered: z.number(),
})

export const proposeWriteOff = flow(
  { name: "corporate-loan.propose-write-off", permission: "corporate-loan.preserve" },
  async (ctx, input: WriteOffProposal): Promise<Outcome<{ id: string; state: CaseState; approvalId: string }>> => {
    const found = await open(ctx, input.id, "writeOff")
    if (!found.ok) return found
    const row = found.value
    const loanNos = await liveNotes(ctx, row)
    const owedFen = await owedOf(ctx, loanNos)
    const delivered = await lettersDelivered(ctx, row)
    if (delivered === 0) return refuse["E-PROOF"]({}, "evidence")
    const party = await partyNameOf(ctx, row)
    const approvalId = await requestApproval(ctx, {
      kind: "corporate-loan.write-off",
      objectId: row.id,
      title: `${party} 呆账核销 ${yuan(owedFen)} 元`,
      amountFen: owedFen,
      outlet: row.outlet,
      content: {
        caseNo: row.case_no,
        party,
        loanNos,
        owedFen: String(owedFen),
        evidence: input.evidence,
        accountability: input.accountability,
        lettersDelivered: delivered,
      },
    })
    const proposal = { evidence: input.evidence, accountability: input.accountability, proposedOn: ctx.today }
    const set = { write_off: json(proposal) }
    const zh = `提出核销 ${yuan(owedFen)} 元：${input.evidence}`
    const step = { action: "writeOff", to: "npl", kind: "approval", set, zh, en: "Write-off proposed" } as const
    return ok({ ...(await move(ctx, row, step)), approvalId })
  },
)

async function liveNotes(ctx: FlowCtx, row: CaseRow): Promise<string[]> {
  const loanNos = loanNosOf(await drawsOf(ctx, row.id))
  const live = await ctx.db
    .selectFrom("loan")
    .select("loan_no")
    .where("loan_no", "in", loanNos)
    .where("state", "=", "active")
    .orderBy("loan_no")
    .execute()
  return live.map((one) => one.loan_no)
}

async function lettersDelivered(ctx: FlowCtx, row: CaseRow): Promise<number> {
  const { n } = await ctx.db
    .selectFrom("corporate_collection")
    .select((e) => e.fn.countAll<bigint>().as("n"))
    .where("case_id", "=", row.id)
    .where("delivered_on", "is not", null)
    .executeTakeFirstOrThrow()
  return Number(n)
}

export const writeOffApproval: ApprovalKind<z.output<typeof content>> = {
  kind: "corporate-loan.write-off",
  zh: "公司贷款呆账核销",
  en: "Write-off of a company loan",
  content,
  page: "/corporate-loan/:id",
  levels: async () => [["committee"], ["president"]],
  approved: async (ctx, { objectId, content: of, approvalId }) => {
    const found = await lockCase(ctx, objectId)
    return found.ok ? writeOff(ctx, found.value, of, approvalId) : found
  },
  declined: async (ctx, { objectId, reason }): Promise<Outcome<void>> => {
    await tell(ctx, objectId, { kind: "approval", zh: `核销退回：${reason}`, en: "Write-off returned" })
    return ok()
  },
}

/** Each note is called due first where it was not yet: only an impaired claim is written off. */
async function writeOff(
  ctx: FlowCtx,
  row: CaseRow,
  of: z.output<typeof content>,
  approvalId: string,
): Promise<Outcome<void>> {
  const reason = `${of.caseNo} 呆账核销`
  for (const loanNo of of.loanNos) {
    const note = await ctx.db
      .selectFrom("loan")
      .select("impaired_on")
      .where("loan_no", "=", loanNo)
      .executeTakeFirstOrThrow()
    if (note.impaired_on === null) {
      const called = await impairLoan(ctx, { loanNo, input: { reason }, approvalId })
      if (!called.ok) return called
    }
    const done = await writeOffLoan(ctx, { loanNo, input: { evidence: of.evidence, reason }, approvalId })
    if (!done.ok) return done
  }
  const ended = await endLineOf(ctx, row)
  if (!ended.ok) return ended
  const posted = await ctx.post(ended.value)
  if (!posted.ok) return posted
  await endTasks(ctx, row, row.id, "已核销")
  const zh = `核销 ${of.loanNos.join("、")}，账销案存，继续追偿`
  await move(ctx, row, { action: "writeOff", to: "written_off", kind: "approval", zh, en: "Written off, claim kept" })
  return ok()
}
