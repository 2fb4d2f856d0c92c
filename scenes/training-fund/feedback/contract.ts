// Complaints of parents over HTTP: listed for those who answer, answered by the institution or the authority.
import { z } from "zod"
import { date, endpoint, instant, pageOf, paging, uuid } from "#contract/kernel/http"
import { complaintTopics } from "../model.ts"
import { feedbackStates } from "../states.ts"

const tag = "training-fund"

export const complaintView = z
  .object({
    id: uuid,
    number: z.string(),
    orderId: uuid,
    contractNo: z.string(),
    institutionId: uuid,
    institution: z.string(),
    student: z.string(),
    guardian: z.string(),
    topic: z.enum(complaintTopics),
    body: z.string(),
    state: z.enum(feedbackStates),
    on: date,
    /** Days it has been open; null once it is closed. */
    days: z.number().int().nullable(),
    institutionAnswer: z.string().nullable(),
    institutionAnsweredAt: instant.nullable(),
    officeAnswer: z.string().nullable(),
    officeAnsweredBy: z.string().nullable(),
    officeAnsweredAt: instant.nullable(),
  })
  .meta({ id: "TrainingComplaint" })

export const listComplaints = endpoint({
  method: "GET",
  path: "/training-fund/complaints",
  tag,
  summary: { zh: "家长投诉", en: "Complaints of parents" },
  query: paging.extend({ institutionId: uuid.optional(), state: z.enum([...feedbackStates, "unclosed"]).optional() }),
  response: pageOf(complaintView),
})

export const answerComplaintEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/complaints/:id/answer",
  tag,
  summary: { zh: "答复投诉", en: "Answer a complaint" },
  params: z.object({ id: uuid }),
  body: z.object({ answer: z.string().trim().min(1).max(500) }),
})
