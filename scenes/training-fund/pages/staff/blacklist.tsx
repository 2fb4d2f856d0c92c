// The blacklist (黑名单): who stands on it and stood, listing an institution with its people or a person by name, lifting.
import { api } from "#ui/api"
import { DialogAction, ReasonAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Page } from "#ui/page"
import { useMay } from "#ui/session"
import { StateTag } from "#ui/states"
import { List } from "#ui/tables"
import { blacklistEndpoint, liftBlacklistEndpoint, listBlacklist } from "../../contract.ts"
import { listedTitles } from "../../model.ts"
import { trainingPaths as paths } from "../paths.ts"
import { useTrainingText } from "../words.ts"

const useText = dictionary({
  title: ["黑名单", "Blacklist"],
  list: ["列入黑名单", "Blacklist"],
  listPeople: ["列入个人", "List a person"],
  note: [
    "列入后不得新开课程，家长报名时可见；同一人员的其他机构会被标记。已有课程照常，资金不受影响。",
    "No new courses; parents see it; other institutions of the same people are marked. Running courses and money are not touched.",
  ],
  people: ["一并列入的人员", "People listed with it"],
  names: ["姓名（多人用顿号分隔）", "Names"],
  namesNote: [
    "列入后不能登记由其任法定代表人或负责人的机构。按姓名比对，请先核实身份。",
    "No institution of theirs can be registered. Compared by name: make sure who it is first.",
  ],
  name: ["名称或姓名", "Name"],
  kind: ["对象", "Kind"],
  listed: ["在册", "Listed"],
  lifted: ["已移出", "Lifted"],
  listedOn: ["列入", "Listed"],
  marked: ["关联机构", "Others marked"],
  lift: ["移出", "Lift"],
  liftNote: ["移出“{name}”；记录保留。", "Lifts {name}; the record stays."],
  liftReason: ["移出理由", "Why it is lifted"],
})

interface Institution {
  id: string
  people: readonly string[]
  legalPerson: string
  blacklisted: boolean
}

export function ListIt({ institution: i }: { institution: Institution }) {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const may = useMay()
  if (!may("training-fund.authority")) return null
  return (
    <DialogAction<{ people?: string[]; documentNo: string; reason: string }, unknown>
      name="blacklist"
      label={t("list")}
      danger
      submitLabel={t("list")}
      initial={{ people: i.legalPerson ? [i.legalPerson] : [] }}
      submit={({ people, ...body }, idempotencyKey) =>
        api(blacklistEndpoint, { body: { institutionId: i.id, people: people ?? [], ...body }, idempotencyKey })
      }
    >
      <p className="hs-muted">{t("note")}</p>
      <SelectField
        name="people"
        label={t("people")}
        many
        options={i.people.map((value) => ({
          value,
          label: value === i.legalPerson ? `${value}（${say(listedTitles.legal_person)}）` : value,
        }))}
      />
      <TextField name="documentNo" label={w("document")} required max={80} />
      <TextField name="reason" label={w("reason")} required rows={3} max={300} />
    </DialogAction>
  )
}

function ListPeople() {
  const t = useText()
  const w = useTrainingText()
  return (
    <DialogAction<{ names: string; documentNo: string; reason: string }, unknown>
      name="blacklist-people"
      label={t("listPeople")}
      danger
      submitLabel={t("list")}
      submit={({ names, ...body }, idempotencyKey) =>
        api(blacklistEndpoint, {
          body: { people: names.split(/[、,，\s]+/).filter((one) => one.length > 1), ...body },
          idempotencyKey,
        })
      }
    >
      <p className="hs-muted">{t("namesNote")}</p>
      <TextField name="names" label={t("names")} required max={200} />
      <TextField name="documentNo" label={w("document")} required max={80} />
      <TextField name="reason" label={w("reason")} required rows={3} max={300} />
    </DialogAction>
  )
}

export function BlacklistPage() {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const may = useMay()
  return (
    <Page title={t("title")} intro={t("note")} actions={may("training-fund.authority") ? <ListPeople /> : undefined}>
      <List
        name="training-blacklist"
        label={t("title")}
        endpoint={listBlacklist}
        filters={[
          { kind: "text", name: "q", label: t("name"), width: 220 },
          {
            kind: "select",
            name: "state",
            label: w("state"),
            options: (["listed", "lifted"] as const).map((value) => ({ value, label: t(value) })),
          },
        ]}
        columns={[
          {
            key: "name",
            title: t("name"),
            phone: "title",
            render: (r) =>
              r.kind === "institution" && r.institutionId ? (
                <To href={paths.institution(r.institutionId)}>{r.name}</To>
              ) : (
                r.name
              ),
            text: (r) => r.name,
          },
          {
            key: "state",
            title: w("state"),
            phone: "tag",
            render: (r) => (
              <StateTag tone={r.liftedOn ? "neutral" : "bad"}>{t(r.liftedOn ? "lifted" : "listed")}</StateTag>
            ),
            text: (r) => (r.liftedOn ? "lifted" : "listed"),
          },
          {
            key: "kind",
            title: t("kind"),
            render: (r) => (
              <>
                {say(listedTitles[r.kind])}
                {r.institutionId && r.kind !== "institution" ? (
                  <div className="hs-small">
                    <To href={paths.institution(r.institutionId)}>{r.institution}</To>
                  </div>
                ) : null}
              </>
            ),
            text: (r) => r.kind,
          },
          {
            key: "reason",
            title: w("reason"),
            render: (r) => (
              <>
                {r.reason}
                <div className="hs-muted hs-small">{r.documentNo}</div>
              </>
            ),
            text: (r) => `${r.documentNo} ${r.reason}`,
          },
          {
            key: "listedOn",
            title: t("listedOn"),
            render: (r) => (
              <>
                {r.listedOn}
                <div className="hs-muted hs-small">{r.listedBy}</div>
              </>
            ),
            text: (r) => r.listedOn,
            nowrap: true,
          },
          {
            key: "marked",
            title: t("marked"),
            align: "right",
            render: (r) => r.marked || "—",
            text: (r) => String(r.marked),
          },
          {
            key: "act",
            title: "",
            render: (r) =>
              r.liftedOn ? (
                <span className="hs-muted hs-small">
                  {r.liftedOn} {r.liftedBy}：{r.liftReason}
                </span>
              ) : may("training-fund.authority") ? (
                <ReasonAction
                  name={`lift-${r.id}`}
                  label={t("lift")}
                  size="small"
                  reasonLabel={t("liftReason")}
                  max={300}
                  submit={(reason, idempotencyKey) =>
                    api(liftBlacklistEndpoint, { params: { id: r.id }, body: { reason }, idempotencyKey })
                  }
                >
                  {t("liftNote", { name: r.name })}
                </ReasonAction>
              ) : null,
          },
        ]}
        rowKey={(r) => r.id}
        empty={{ text: w("none") }}
      />
    </Page>
  )
}
