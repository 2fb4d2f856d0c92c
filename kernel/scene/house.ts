// Puts the features together: one table per kind of thing, with a clear failure when two features claim one name.
import type { TemplateHead, UnitSpec } from "#ledger"
import type {
  ApprovalKind,
  DayEndStep,
  DecisionSpec,
  Feature,
  FileOwner,
  ImportKind,
  JobHandler,
  ParameterSpec,
  PayableKind,
  Permission,
  PrintKind,
  SearchProvider,
} from "./manifest.ts"

export interface House {
  features: readonly Feature[]
  permissions: ReadonlyMap<string, Permission>
  units: readonly UnitSpec[]
  templates: readonly TemplateHead[]
  approvals: ReadonlyMap<string, ApprovalKind<never>>
  jobs: ReadonlyMap<string, JobHandler<never>>
  dayEnd: readonly DayEndStep[]
  search: readonly SearchProvider[]
  prints: ReadonlyMap<string, PrintKind>
  fileOwners: ReadonlyMap<string, FileOwner>
  imports: ReadonlyMap<string, ImportKind<never>>
  payables: ReadonlyMap<string, PayableKind>
  parameters: ReadonlyMap<string, ParameterSpec>
  decisions: ReadonlyMap<string, DecisionSpec>
}

const phases: DayEndStep["phase"][] = ["accrue", "due", "overdue", "fees", "revalue"]

export function assembleHouse(features: readonly Feature[]): House {
  const all = <T>(pick: (feature: Feature) => readonly T[] | undefined) => features.flatMap((f) => pick(f) ?? [])
  return {
    features,
    permissions: unique(
      all((f) => f.permissions),
      (p) => p.code,
    ),
    units: all((f) => f.units),
    templates: all((f) => f.templates),
    approvals: unique(
      all((f) => f.approvals),
      (a) => a.kind,
    ),
    jobs: unique(
      all((f) => f.jobs),
      (j) => j.kind,
    ),
    dayEnd: all((f) => f.dayEnd).toSorted((a, b) => phases.indexOf(a.phase) - phases.indexOf(b.phase)),
    search: all((f) => f.search),
    prints: unique(
      all((f) => f.prints),
      (p) => p.kind,
    ),
    fileOwners: unique(
      all((f) => f.fileOwners),
      (o) => o.owner,
    ),
    imports: unique(
      all((f) => f.imports),
      (i) => i.kind,
    ),
    payables: unique(
      all((f) => f.payables),
      (p) => p.kind,
    ),
    parameters: unique(
      all((f) => f.parameters),
      (p) => p.key,
    ),
    decisions: unique(
      all((f) => f.decisions),
      (d) => d.key,
    ),
  }
}

function unique<T>(items: readonly T[], name: (item: T) => string): Map<string, T> {
  const found = new Map<string, T>()
  for (const item of items) {
    if (found.has(name(item))) throw new Error(`Two features declare "${name(item)}"; give one of them another name.`)
    found.set(name(item), item)
  }
  return found
}
