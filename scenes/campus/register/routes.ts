import type { RouteModule } from "#kernel/scene"
import { addClasses, changeClassHead, moveUp, setHours } from "./classes.ts"
import * as contract from "./contract.ts"
import {
  addGuardian,
  changeClass,
  changeGuardian,
  correctPerson,
  departPerson,
  enrolOne,
  returnPerson,
  setOwnPhone,
} from "./people.ts"
import { registerBy, registered, schoolNow } from "./queries.ts"

export const registerRoutes: RouteModule = ({ on }) => {
  const register = "campus.register"
  const at = <B>(params: { id: string }, body: B): B & { personId: string } => ({ ...body, personId: params.id })
  on(contract.listRegister, register, (ctx, { query }) => registerBy(ctx, query))
  on(contract.getRegistered, register, (ctx, { params }) => registered(ctx, params.id))
  on(contract.enrolEndpoint, register, (ctx, { body: { guardian, ...body } }) =>
    enrolOne(ctx, { ...body, ...(guardian ? { guardian } : {}) }),
  )
  on(contract.correctEndpoint, register, (ctx, { params, body }) => correctPerson(ctx, at(params, body)))
  on(contract.changeClassEndpoint, register, (ctx, { body }) => changeClass(ctx, body))
  on(contract.departEndpoint, register, (ctx, { params, body }) => departPerson(ctx, at(params, body)))
  on(contract.returnEndpoint, register, (ctx, { params, body }) => returnPerson(ctx, at(params, body)))
  on(contract.addGuardianEndpoint, register, (ctx, { params, body }) => addGuardian(ctx, at(params, body)))
  on(contract.changeGuardianEndpoint, register, (ctx, { params, body }) => changeGuardian(ctx, at(params, body)))
  on(contract.ownPhoneEndpoint, register, (ctx, { params, body }) => setOwnPhone(ctx, at(params, body)))
  on(contract.schoolView, register, (ctx) => schoolNow(ctx))
  on(contract.hoursEndpoint, register, (ctx, { body }) => setHours(ctx, body))
  on(contract.addClassesEndpoint, register, (ctx, { body }) => addClasses(ctx, body))
  on(contract.classHeadEndpoint, register, (ctx, { params, body }) =>
    changeClassHead(ctx, { ...body, classId: params.id }),
  )
  on(contract.moveUpEndpoint, register, (ctx, { body }) => moveUp(ctx, body))
}
