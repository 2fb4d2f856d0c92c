// What the office does with one person of the register: put right, move, let leave, take back.
import { api } from "#ui/api"
import { CheckField, DateField, DialogAction, ReasonAction, SelectField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import {
  changeClassEndpoint,
  correctEndpoint,
  departEndpoint,
  ownPhoneEndpoint,
  returnEndpoint,
} from "../../register/contract.ts"
import { useCampusText } from "../words.ts"
import { useClasses } from "./register.tsx"
import type { RegisteredPerson } from "./registered.tsx"

const useText = dictionary({
  birth: ["出生日期", "Born on"],
  boards: ["住宿", "Boards"],
  phone: ["手机号", "Mobile"],
  correct: ["更正资料", "Put right"],
  depart: ["办理转出", "Let leave"],
  departNote: [
    "今天起不能进出校门，同意全部终止，人脸从设备删除；卡账户由卡务中心退款后关闭。",
    "Gate and consents end today and faces are deleted; the card office pays the wallet back.",
  ],
  return: ["办理复学", "Take back"],
  returnNote: [
    "恢复在籍和卡账户；同意须由监护人重新给出，卡没有注销的继续可用。",
    "Enrolled with a wallet again; consents are asked for anew, a card that was not closed works again.",
  ],
  setPhone: ["登记本人手机", "Note own mobile"],
  setPhoneNote: ["请核对身份证件。本人用此号码登录便民服务。", "Check the identity card. The person signs in with it."],
  minor: ["未满 {years} 周岁或没有登记出生日期，由监护人办理", "Under {years} or no birth date: a guardian acts"],
  change: ["调班", "Change class"],
  target: ["调入班级", "New class"],
})

export function RegisteredActs({ person }: { person: RegisteredPerson }) {
  const t = useText()
  const w = useCampusText()
  const params = { id: person.personId }
  if (person.status !== "enrolled") return <Return person={person} />
  return (
    <>
      {person.kind === "student" ? <ChangeClass person={person} /> : null}
      <Correct person={person} />
      <DialogAction<{ phone: string }, unknown>
        name="own-phone"
        label={t("setPhone")}
        disabledReason={person.isAdult ? null : t("minor", { years: person.adultYears })}
        submitLabel={t("setPhone")}
        submit={(body, idempotencyKey) => api(ownPhoneEndpoint, { params, body, idempotencyKey })}
      >
        <p style={{ marginTop: 0 }}>{t("setPhoneNote")}</p>
        <TextField name="phone" label={t("phone")} required max={11} />
      </DialogAction>
      <ReasonAction
        name="depart"
        label={t("depart")}
        danger
        reasonLabel={w("reason")}
        submit={(reason, idempotencyKey) => api(departEndpoint, { params, body: { reason }, idempotencyKey })}
      >
        {t("departNote")}
      </ReasonAction>
    </>
  )
}

function Correct({ person }: { person: RegisteredPerson }) {
  const t = useText()
  const w = useCampusText()
  const { number, birthOn, isBoarder } = person
  return (
    <DialogAction<{ number: string; birthOn?: string; isBoarder?: boolean }, unknown>
      name="correct"
      label={t("correct")}
      submitLabel={t("correct")}
      initial={{ number, isBoarder, ...(birthOn ? { birthOn } : {}) }}
      submit={(values, idempotencyKey) =>
        api(correctEndpoint, {
          params: { id: person.personId },
          body: { number: values.number, birthOn: values.birthOn ?? null, isBoarder: values.isBoarder ?? false },
          idempotencyKey,
        })
      }
    >
      <TextField name="number" label={w("number")} required max={20} />
      <DateField name="birthOn" label={t("birth")} />
      {person.kind === "student" ? (
        <CheckField name="isBoarder" label={t("boards")}>
          {t("boards")}
        </CheckField>
      ) : null}
    </DialogAction>
  )
}

function ChangeClass({ person }: { person: RegisteredPerson }) {
  const t = useText()
  const classes = useClasses().filter((one) => one.value !== person.classId)
  return (
    <DialogAction<{ classId: string }, unknown>
      name="change-class"
      label={t("change")}
      submitLabel={t("change")}
      submit={({ classId }, idempotencyKey) =>
        api(changeClassEndpoint, { body: { classId, personIds: [person.personId] }, idempotencyKey })
      }
    >
      <SelectField name="classId" label={t("target")} required search options={classes} />
    </DialogAction>
  )
}

function Return({ person }: { person: RegisteredPerson }) {
  const t = useText()
  const classes = useClasses()
  return (
    <DialogAction<{ classId?: string }, unknown>
      name="return"
      label={t("return")}
      kind="primary"
      submitLabel={t("return")}
      submit={({ classId }, idempotencyKey) =>
        api(returnEndpoint, { params: { id: person.personId }, body: { classId: classId ?? null }, idempotencyKey })
      }
    >
      <p style={{ marginTop: 0 }}>{t("returnNote")}</p>
      {person.kind === "student" ? (
        <SelectField name="classId" label={t("target")} required search options={classes} />
      ) : null}
    </DialogAction>
  )
}
