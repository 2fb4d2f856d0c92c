export type * from "./context.ts"
export { flow, isFlowCtx, ledgerOn, mainBook, memoBook, stableJson, type Flow, type FlowSpec } from "./flow.ts"
export { refuse as refuseFlow } from "./refusals.ts"
