// Words and tones of background jobs.
import { dictionary } from "#ui/i18n"
import type { Tone } from "#ui/theme"

export const useJobText = dictionary({
  jobs: ["后台任务", "Jobs"],
  title: ["任务", "Job"],
  state: ["状态", "State"],
  waiting: ["排队", "Waiting"],
  running: ["进行中", "Running"],
  done: ["完成", "Done"],
  failed: ["失败", "Failed"],
  progress: ["进度", "Progress"],
  asked: ["发起人", "Asked by"],
  created: ["发起时间", "Asked at"],
  started: ["开始", "Started"],
  ended: ["结束", "Ended"],
  result: ["结果", "Result"],
  stays: [
    "可以关闭本页，任务会继续；办完会通知发起人。",
    "You may close this page; the job goes on and its owner is told.",
  ],
  none: ["还没有后台任务。", "No jobs yet."],
})

export const jobTones: Record<"waiting" | "running" | "done" | "failed", Tone> = {
  waiting: "neutral",
  running: "primary",
  done: "good",
  failed: "bad",
}
