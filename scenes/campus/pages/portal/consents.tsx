// Consents: who agreed to what, what was withdrawn and whether it is deleted everywhere; a face only where a guardian agreed.
import type { z } from "zod"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { api, useEndpoint } from "#ui/api"
import { DialogAction, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { openPaper } from "#ui/print"
import { useMay } from "#ui/session"
import { Grid } from "#ui/tables"
import { Input, Select } from "antd"
import type { consentView } from "../../contract.ts"
import { purposes, purposeTitles } from "../../model.ts"
import { consentBoard, enrolFaceEndpoint } from "../../portal-contract.ts"
import { Said } from "../consent-words.tsx"
import { useCampusText } from "../words.ts"

const useText = dictionary({
  title: ["监护人同意", "Guardians' consents"],
  lack: ["尚未同意", "Lacks"],
  coverage: ["{n} / {all} 人同意", "{n} of {all}"],
  withdrawn: ["撤回 {n}", "{n} withdrawn"],
  faces: ["设备内人脸", "Faces in devices"],
  file: ["人脸数量已达备案标准，须在 30 个工作日内备案", "So many faces must be filed within 30 working days"],
  enrol: ["登记人脸", "Enrol a face"],
  template: ["设备内模板编号", "Template number in the device"],
  templateHint: ["照片和特征只在设备里，不上传。", "Picture and template stay in the device."],
  needs: ["监护人尚未同意人脸识别", "No guardian's consent"],
  has: ["已登记", "Enrolled"],
  form: ["同意书", "Form"],
})

type Word = z.output<typeof consentView>

export function ConsentsPage() {
  const t = useText()
  const w = useCampusText()
  const say = useSay()
  const may = useMay()
  const [{ q = "", lack }, change] = useUrlValues()
  const wanted = purposes.find((one) => one === lack)
  const query = useEndpoint(consentBoard, { query: { q, lack: wanted } }, { keepPrevious: true })
  return (
    <Page title={t("title")}>
      <Loaded query={query} rows={8}>
        {(shown) => (
          <Stack>
            <Figures>
              {shown.coverage.map((one) => (
                <Figure
                  key={one.purpose}
                  label={say(purposeTitles[one.purpose])}
                  value={t("coverage", { n: one.inForce, all: shown.pupils })}
                  note={t("withdrawn", { n: one.withdrawn })}
                />
              ))}
              <Figure
                label={t("faces")}
                value={shown.faces}
                {...(shown.mustFile ? { note: t("file"), tone: "bad" as const } : {})}
              />
            </Figures>
            <Panel flush>
              <div className="hs-filters" style={{ padding: "8px 16px" }}>
                <Input.Search
                  aria-label={w("search")}
                  placeholder={w("search")}
                  defaultValue={q}
                  allowClear
                  style={{ width: 220 }}
                  onSearch={(text) => change({ q: text })}
                />
                <Select
                  aria-label={t("lack")}
                  placeholder={t("lack")}
                  allowClear
                  value={wanted}
                  style={{ width: 180 }}
                  options={purposes.map((value) => ({ value, label: `${t("lack")}：${say(purposeTitles[value])}` }))}
                  onChange={(next) => change({ lack: next ?? "" })}
                />
              </div>
              <Grid
                label={t("title")}
                rows={shown.items}
                rowKey={(r) => r.personId}
                empty={<Nothing text={w("none")} />}
                columns={[
                  { key: "name", title: w("name"), phone: "title", render: (r) => r.name },
                  { key: "class", title: w("class"), render: (r) => r.classTitle ?? "—" },
                  ...purposes.map((purpose) => ({
                    key: purpose,
                    title: say(purposeTitles[purpose]),
                    render: (r: { consents: Word[] }) => (
                      <Said word={r.consents.find((one) => one.purpose === purpose)!} />
                    ),
                  })),
                  {
                    key: "act",
                    title: "",
                    render: (r) => (
                      <span className="hs-page-actions">
                        <Action
                          label={t("form")}
                          size="small"
                          run={() =>
                            openPaper(printPaper, { params: { kind: "campus.consent", objectId: r.personId } })
                          }
                        />
                        {may("campus.device") ? (
                          <DialogAction<{ templateRef: string }, unknown>
                            name={`face-${r.personId}`}
                            label={t("enrol")}
                            size="small"
                            disabledReason={
                              r.hasFace
                                ? t("has")
                                : r.consents.some((one) => one.purpose === "face" && one.inForce)
                                  ? null
                                  : t("needs")
                            }
                            submitLabel={t("enrol")}
                            submit={(body, idempotencyKey) =>
                              api(enrolFaceEndpoint, { body: { ...body, personId: r.personId }, idempotencyKey })
                            }
                          >
                            <TextField
                              name="templateRef"
                              label={t("template")}
                              required
                              max={60}
                              hint={t("templateHint")}
                            />
                          </DialogAction>
                        ) : null}
                      </span>
                    ),
                  },
                ]}
              />
            </Panel>
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
