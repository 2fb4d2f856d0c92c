// Devices: which went quiet, which clock runs wrong, what waits in them; a new one gets its key and addresses once.
import { Alert } from "antd"
import { useState } from "react"
import { api, useEndpoint } from "#ui/api"
import { CheckField, ConfirmAction, DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { type Column, Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import type { z } from "zod"
import type { deviceView } from "../../contract.ts"
import { addDeviceEndpoint, listDevices, remoteOpenEndpoint, retireDeviceEndpoint } from "../../portal-contract.ts"
import { deviceTones, useCampusText } from "../words.ts"

const useText = dictionary({
  title: ["设备", "Devices"],
  sn: ["序列号", "Serial number"],
  ok: ["正常", "Fine"],
  stale: ["离线", "Quiet"],
  alarm: ["离线过久，存储将满", "Quiet too long"],
  never: ["未上线", "Never heard of"],
  heartbeat: ["最近心跳", "Last heartbeat"],
  event: ["最近记录", "Last record"],
  offset: ["时钟偏差", "Clock"],
  seconds: ["{n} 秒", "{n} s"],
  backlog: ["待补传", "Backlog"],
  roster: ["名单落后", "List behind"],
  add: ["登记设备", "Register a device"],
  kind: ["类型", "Kind"],
  gate: ["校门", "Gate"],
  desk: ["访客台", "Visitors' desk"],
  muster: ["集合点", "Assembly point"],
  adapter: ["协议", "Protocol"],
  direction: ["方向", "Direction"],
  face: [
    "有人脸识别（不得装在卫生间、更衣室、宿舍、浴室）",
    "Recognises faces (never in toilets, changing rooms, dormitories, bathrooms)",
  ],
  given: ["设备已登记，密钥只显示这一次", "Registered; the key is shown only now"],
  retire: ["停用", "Retire"],
  retireNote: ["停用 {place}？之后它的记录不再接收。", "Retire {place}? Its records are refused afterwards."],
  open: ["远程开门", "Open"],
  none: ["还没有设备；登记后把密钥填入设备。", "No devices yet."],
})

type Device = z.output<typeof deviceView>

export function useDeviceColumns(): Column<Device>[] {
  const t = useText()
  const w = useCampusText()
  return [
    { key: "place", title: w("place"), phone: "title", render: (r) => r.place },
    { key: "sn", title: t("sn"), render: (r) => r.sn, nowrap: true },
    { key: "kind", title: t("kind"), render: (r) => `${t(r.kind)} · ${w(r.direction)}` },
    {
      key: "state",
      title: w("state"),
      phone: "tag",
      render: (r) => <StateTag tone={deviceTones[r.state]}>{t(r.state)}</StateTag>,
    },
    { key: "heartbeat", title: t("heartbeat"), render: (r) => moment(r.heartbeatAt), nowrap: true },
    { key: "event", title: t("event"), render: (r) => moment(r.eventAt), nowrap: true },
    {
      key: "offset",
      title: t("offset"),
      align: "right",
      render: (r) => t("seconds", { n: (r.offsetMs / 1000).toFixed(1) }),
    },
    { key: "backlog", title: t("backlog"), align: "right", render: (r) => r.backlog },
    { key: "roster", title: t("roster"), align: "right", render: (r) => r.rosterBehind },
  ]
}

export function DevicesPage() {
  const t = useText()
  const w = useCampusText()
  const query = useEndpoint(listDevices, {}, { refreshMs: 15_000 })
  const [given, setGiven] = useState<z.output<typeof addDeviceEndpoint.response> | null>(null)
  const columns = useDeviceColumns()
  return (
    <Page title={t("title")} actions={<Add adapters={query.data?.adapters ?? []} done={setGiven} />}>
      <Stack>
        {query.data ? <Messages mqtt={query.data.mqtt} /> : null}
        {given ? (
          <Alert
            type="success"
            showIcon
            title={t("given")}
            description={
              <dl className="hs-pairs" style={{ overflowWrap: "anywhere" }}>
                <dt>Key</dt>
                <dd>{given.key}</dd>
                <dt>HTTP</dt>
                <dd>{given.pushPath}</dd>
                <dt>MQTT</dt>
                <dd>{given.topic}/events</dd>
              </dl>
            }
          />
        ) : null}
        <Panel flush>
          <Loaded query={query}>
            {({ items }) => (
              <Grid
                label={t("title")}
                rows={items}
                rowKey={(r) => r.sn}
                columns={[...columns, { key: "act", title: "", render: (r) => <Acts device={r} /> }]}
                empty={<Nothing text={t("none")} />}
              />
            )}
          </Loaded>
        </Panel>
      </Stack>
    </Page>
  )

  function Acts({ device }: { device: Device }) {
    return (
      <span className="hs-page-actions">
        {device.kind === "gate" ? (
          <DialogAction<{ direction: "in" | "out"; reason: string }, unknown>
            name={`open-${device.sn}`}
            label={t("open")}
            size="small"
            submitLabel={t("open")}
            initial={{ direction: device.direction === "out" ? "out" : "in" }}
            submit={(body, idempotencyKey) =>
              api(remoteOpenEndpoint, { body: { ...body, sn: device.sn }, idempotencyKey })
            }
          >
            <SelectField
              name="direction"
              label={t("direction")}
              required
              options={(["in", "out"] as const).map((value) => ({ value, label: w(value) }))}
            />
            <TextField name="reason" label={w("reason")} required max={80} />
          </DialogAction>
        ) : null}
        <ConfirmAction
          name={`retire-${device.sn}`}
          label={t("retire")}
          size="small"
          submit={(idempotencyKey) => api(retireDeviceEndpoint, { body: { sn: device.sn }, idempotencyKey })}
        >
          {t("retireNote", { place: device.place })}
        </ConfirmAction>
      </span>
    )
  }
}

/** Whether gates reach us over MQTT, and what to do where they do not. */
function Messages({ mqtt }: { mqtt: z.output<typeof listDevices.response>["mqtt"] }) {
  const say = useSay()
  if (mqtt.state === "on" || mqtt.state === "waiting") return <p className="hs-muted hs-small">{say(mqtt)}</p>
  return <Alert type="warning" showIcon title={say(mqtt)} />
}

interface Values {
  sn: string
  kind: "gate" | "desk" | "muster"
  place: string
  direction: "in" | "out" | "both"
  adapter: string
  hasFace?: boolean
}

function Add(props: {
  adapters: readonly { code: string; zh: string }[]
  done: (given: z.output<typeof addDeviceEndpoint.response>) => void
}) {
  const t = useText()
  const w = useCampusText()
  return (
    <DialogAction<Values, z.output<typeof addDeviceEndpoint.response>>
      name="add-device"
      label={t("add")}
      kind="primary"
      submitLabel={t("add")}
      initial={{ kind: "gate", direction: "both", adapter: "plain" }}
      submit={({ hasFace, ...body }, idempotencyKey) =>
        api(addDeviceEndpoint, { body: { ...body, hasFace: hasFace ?? false }, idempotencyKey })
      }
      done={props.done}
    >
      <TextField name="sn" label={t("sn")} required max={40} />
      <TextField name="place" label={w("place")} required max={40} />
      <SelectField
        name="kind"
        label={t("kind")}
        required
        options={(["gate", "desk", "muster"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <SelectField
        name="direction"
        label={t("direction")}
        required
        options={(["in", "out", "both"] as const).map((value) => ({ value, label: w(value) }))}
      />
      <SelectField
        name="adapter"
        label={t("adapter")}
        required
        options={props.adapters.map((one) => ({ value: one.code, label: one.zh }))}
      />
      <CheckField name="hasFace" label="">
        {t("face")}
      </CheckField>
    </DialogAction>
  )
}
