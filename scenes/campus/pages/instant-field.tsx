// Day and time as people type them, sent as an instant of Shanghai.
import { Form, Input } from "antd"

export function InstantField({ name, label }: { name: string; label: string }) {
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: label }]}>
      <Input type="datetime-local" />
    </Form.Item>
  )
}

export const toInstant = (local: string): string => `${local}:00+08:00`

/** The wall clock in Shanghai some minutes from now, for a form's first values. */
export function localNow(minutesOn = 0): string {
  const at = new Date(Date.now() + (minutesOn + 480) * 60_000)
  return at.toISOString().slice(0, 16)
}
