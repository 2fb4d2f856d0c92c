// One person of the register: data, guardians, classes over the years, consents, card.
import { useParams } from "@tanstack/react-router"
import type { z } from "zod"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { openPaper } from "#ui/print"
import { useMay } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { getRegistered, type registerPersonView } from "../../register/contract.ts"
import { walletTitles } from "../../../../products/wallet/states.ts"
import { Consents } from "../consent-words.tsx"
import { campusPaths as paths } from "../paths.ts"
import { kindTitles, statusTitles, statusTones, useCampusText } from "../words.ts"
import { Guardians } from "./guardians.tsx"
import { RegisteredActs } from "./registered-acts.tsx"

const useText = dictionary({
  register: ["名册", "Register"],
  birth: ["出生日期", "Born on"],
  boards: ["住宿", "Boards"],
  yes: ["是", "Yes"],
  no: ["否", "No"],
  ownPhone: ["本人手机", "Own mobile"],
  tail: ["尾号 {tail}", "ends in {tail}"],
  cards: ["有效校园卡", "Cards in use"],
  count: ["{n} 张", "{n}"],
  wallet: ["卡账户", "Wallet"],
  toHolder: ["到卡务中心", "Card office"],
  ofAge: ["已成年，由本人办理", "Of age, acts alone"],
  spells: ["就读经历", "Classes over time"],
  today: ["至今", "now"],
  consents: ["同意", "Consents"],
  form: ["打印同意书", "Print the form"],
})

export type RegisteredPerson = z.output<typeof registerPersonView>

export function RegisteredPage() {
  const t = useText()
  const say = useSay()
  const { id } = useParams({ strict: false }) as { id: string }
  const query = useEndpoint(getRegistered, { params: { id } })
  const person = query.data
  return (
    <Page
      title={person?.name ?? "…"}
      tag={person ? <StateTag tone={statusTones[person.status]}>{say(statusTitles[person.status])}</StateTag> : null}
      crumbs={[{ label: t("register"), href: paths.register() }]}
      actions={person ? <RegisteredActs person={person} /> : null}
    >
      <Loaded query={query} rows={8}>
        {(shown) => (
          <Stack>
            <Data person={shown} />
            {shown.kind === "student" ? <Guardians person={shown} /> : null}
            {shown.kind === "student" ? (
              <Panel
                title={t("consents")}
                extra={
                  <Action
                    label={t("form")}
                    size="small"
                    run={() => openPaper(printPaper, { params: { kind: "campus.consent", objectId: id } })}
                  />
                }
              >
                <Consents words={shown.consents} />
              </Panel>
            ) : null}
            {shown.kind === "student" ? <Spells spells={shown.spells} /> : null}
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function Data({ person }: { person: RegisteredPerson }) {
  const t = useText()
  const w = useCampusText()
  const say = useSay()
  const may = useMay()
  const isPupil = person.kind === "student"
  const tail = person.ownPhoneTail
  return (
    <Panel>
      <Pairs
        columns={4}
        items={[
          { label: w("kind"), value: say(kindTitles[person.kind]) },
          { label: w("number"), value: person.number },
          isPupil && { label: w("class"), value: person.classTitle },
          {
            label: t("birth"),
            value: `${person.birthOn ?? "—"}${isPupil && person.isAdult ? `（${t("ofAge")}）` : ""}`,
          },
          isPupil && { label: t("boards"), value: t(person.isBoarder ? "yes" : "no") },
          person.isAdult && { label: t("ownPhone"), value: tail ? t("tail", { tail }) : null },
          { label: t("cards"), value: t("count", { n: person.cards }) },
          {
            label: t("wallet"),
            value: person.walletState ? (
              <>
                {say(walletTitles[person.walletState])}{" "}
                {may("campus.card") ? <To href={paths.holder(person.personId)}>{t("toHolder")}</To> : null}
              </>
            ) : null,
          },
        ]}
      />
    </Panel>
  )
}

function Spells({ spells }: { spells: RegisteredPerson["spells"] }) {
  const t = useText()
  const w = useCampusText()
  return (
    <Panel title={t("spells")} flush>
      <Grid
        label={t("spells")}
        rows={spells}
        rowKey={(r) => `${r.from}-${r.to ?? ""}-${r.classTitle ?? ""}`}
        dense
        empty={<Nothing text={w("none")} />}
        columns={[
          { key: "class", title: w("class"), phone: "title", render: (r) => r.classTitle ?? "—" },
          { key: "from", title: w("from"), render: (r) => r.from, nowrap: true },
          { key: "to", title: w("to"), render: (r) => r.to ?? t("today"), nowrap: true },
        ]}
      />
    </Panel>
  )
}
