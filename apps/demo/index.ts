export { DemoClock, demoStartDate, makeDemo } from "./make-demo.ts"
export { demoPassword } from "./people.ts"
export { demoSignIns, demoSmsBox, demoTotpSecret } from "./sign-ins.ts"
