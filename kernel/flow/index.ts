export type * from "./context.ts"
export { flow, isFlowCtx, ledgerOn, stableJson, type Flow, type FlowSpec } from "./flow.ts"
