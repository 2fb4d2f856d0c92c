// A form or a question in a dialog, opened by an action. Closing keeps nothing; sending follows the form's rules.
import { Modal } from "antd"
import { type ReactNode, useState } from "react"
import { Action, type ActionProps } from "#ui/action"
import { FormShell, type FormShellProps } from "./shell.tsx"

export interface FormDialogProps<V extends object, R> extends Omit<FormShellProps<V, R>, "cancel" | "guard"> {
  title: string
  open: boolean
  close: () => void
  width?: number
}

export function FormDialog<V extends object, R>({ title, open, close, width, ...form }: FormDialogProps<V, R>) {
  return (
    <Modal
      title={title}
      open={open}
      onCancel={close}
      footer={null}
      width={width ?? 560}
      destroyOnHidden
      mask={{ closable: false }}
    >
      <FormShell
        {...form}
        guard={false}
        cancel={close}
        done={(result) => {
          close()
          form.done?.(result)
        }}
      />
    </Modal>
  )
}

export type DialogActionProps<V extends object, R> = Omit<ActionProps, "run"> &
  Omit<FormDialogProps<V, R>, "open" | "close" | "title"> & { title?: string; children?: ReactNode }

/** An action whose press opens its form. */
export function DialogAction<V extends object, R>(props: DialogActionProps<V, R>) {
  const [open, setOpen] = useState(false)
  const { label, disabledReason, kind, danger, icon, size, block, title, children, ...form } = props
  return (
    <>
      <Action {...{ label, disabledReason, kind, danger, icon, size, block }} run={() => setOpen(true)} />
      <FormDialog {...form} title={title ?? label} danger={danger} open={open} close={() => setOpen(false)}>
        {children}
      </FormDialog>
    </>
  )
}
