export { assembleHouse, type House } from "./house.ts"
export type * from "./manifest.ts"
