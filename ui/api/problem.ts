// What the pages know of a refused or failed request: the server's problem, or our own words when none came back.
import type { Problem } from "#contract/kernel/http"
import { type Lang, lang } from "#ui/i18n"

export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail}`)
    this.name = "ProblemError"
    this.problem = problem
  }
}

export function isProblem(error: unknown): error is ProblemError {
  return error instanceof ProblemError
}

/** The connection broke or the answer was no JSON: for a write nobody can say whether it moved. */
export function unreachable(write: boolean): ProblemError {
  return new ProblemError({
    type: "about:blank",
    title: "unreachable",
    status: 0,
    code: "http/unreachable",
    detail: write ? "没有收到服务器的答复。请用同一页面重试：同一笔不会重复入账。" : "连不上服务器，请稍后重试。",
    detailEn: write
      ? "No answer from the server. Retry from this page: the same request is never booked twice."
      : "The server cannot be reached. Please retry.",
    moved: write ? "unknown" : false,
    requestId: "",
  })
}

export function sentence(error: unknown, spoken: Lang = lang()): string {
  if (isProblem(error)) return spoken === "zh" ? error.problem.detail : error.problem.detailEn
  return spoken === "zh" ? "页面出错了，请刷新后重试。" : "The page failed; please reload and retry."
}
