// Arrays for PostgreSQL in its binary form. A batch of a thousand transfers is a dozen arrays; as text the server
// would have to parse every number of them.

const header = 20
const oids = { boolean: 16, bigint: 20, smallint: 21, int: 23, text: 25, timestamptz: 1184, uuid: 2950 } as const
/** PostgreSQL counts time from 2000-01-01. */
const epoch2000Ms = 946_684_800_000

function start(length: number, bytes: number, oid: number, hasNull: boolean): Buffer {
  const buffer = Buffer.allocUnsafe(header + bytes)
  buffer.writeInt32BE(1, 0)
  buffer.writeInt32BE(hasNull ? 1 : 0, 4)
  buffer.writeInt32BE(oid, 8)
  buffer.writeInt32BE(length, 12)
  buffer.writeInt32BE(1, 16)
  return buffer
}

function empty(oid: number): Buffer {
  const buffer = Buffer.alloc(12)
  buffer.writeInt32BE(oid, 8)
  return buffer
}

/** Elements of one width; write puts an element at its place. */
function fixed<T>(
  values: readonly (T | null)[],
  width: number,
  oid: number,
  write: (buffer: Buffer, value: T, at: number) => void,
): Buffer {
  if (values.length === 0) return empty(oid)
  let nulls = 0
  for (const value of values) if (value === null) nulls += 1
  const buffer = start(values.length, values.length * (4 + width) - nulls * width, oid, nulls > 0)
  let at = header
  for (const value of values) {
    if (value === null) {
      buffer.writeInt32BE(-1, at)
      at += 4
      continue
    }
    buffer.writeInt32BE(width, at)
    write(buffer, value, at + 4)
    at += 4 + width
  }
  return buffer
}

export const bigints = (values: readonly (bigint | null)[]): Buffer =>
  fixed(values, 8, oids.bigint, (buffer, value, at) => buffer.writeBigInt64BE(value, at))

export const ints = (values: readonly (number | null)[]): Buffer =>
  fixed(values, 4, oids.int, (buffer, value, at) => buffer.writeInt32BE(value, at))

export const smallints = (values: readonly (number | null)[]): Buffer =>
  fixed(values, 2, oids.smallint, (buffer, value, at) => buffer.writeInt16BE(value, at))

export const booleans = (values: readonly boolean[]): Buffer =>
  fixed(values, 1, oids.boolean, (buffer, value, at) => buffer.writeUInt8(value ? 1 : 0, at))

export const instants = (values: readonly (Date | null)[]): Buffer =>
  fixed(values, 8, oids.timestamptz, (buffer, value, at) =>
    buffer.writeBigInt64BE(BigInt(value.getTime() - epoch2000Ms) * 1_000n, at),
  )

export const uuids = (values: readonly (string | null)[]): Buffer =>
  fixed(values, 16, oids.uuid, (buffer, value, at) => {
    const hex = value.replaceAll("-", "")
    if (hex.length !== 32 || buffer.write(hex, at, 16, "hex") !== 16) throw new TypeError(`Not a UUID: ${value}`)
  })

export function texts(values: readonly (string | null)[]): Buffer {
  if (values.length === 0) return empty(oids.text)
  let bytes = 0
  let hasNull = false
  const lengths = values.map((value) => {
    if (value === null) hasNull = true
    const length = value === null ? -1 : Buffer.byteLength(value)
    bytes += 4 + Math.max(length, 0)
    return length
  })
  const buffer = start(values.length, bytes, oids.text, hasNull)
  let at = header
  values.forEach((value, index) => {
    buffer.writeInt32BE(lengths[index]!, at)
    at += 4
    if (value !== null) at += buffer.write(value, at)
  })
  return buffer
}
