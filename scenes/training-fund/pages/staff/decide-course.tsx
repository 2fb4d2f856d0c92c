// The authority's word on a filed course.
import { api } from "#ui/api"
import { DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { useMay } from "#ui/session"
import { decideCourseEndpoint } from "../../contract.ts"
import type { CourseState } from "../../states.ts"
import { useTrainingText } from "../words.ts"

const useText = dictionary({
  decide: ["备案处理", "Decide"],
  approve: ["予以备案", "Approve"],
  refuse: ["退回", "Refuse"],
  reason: ["理由（退回时必填）", "Reason (needed to refuse)"],
})

export function DecideCourse({ id, state, size }: { id: string; state: CourseState; size?: "small" }) {
  const t = useText()
  const w = useTrainingText()
  const may = useMay()
  if (state !== "submitted" || !may("training-fund.authority")) return null
  return (
    <DialogAction<{ approved: string; reason?: string }, unknown>
      name={`course-${id}`}
      label={t("decide")}
      {...(size ? { size } : {})}
      initial={{ approved: "yes" }}
      submitLabel={w("submit")}
      submit={(body, idempotencyKey) =>
        api(decideCourseEndpoint, {
          params: { id },
          body: { approved: body.approved === "yes", reason: body.reason ?? "" },
          idempotencyKey,
        })
      }
    >
      <SelectField
        name="approved"
        label={t("decide")}
        required
        options={[
          { value: "yes", label: t("approve") },
          { value: "no", label: t("refuse") },
        ]}
      />
      <TextField name="reason" label={t("reason")} rows={3} max={300} />
    </DialogAction>
  )
}
