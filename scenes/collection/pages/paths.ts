// Addresses of this scene's pages. Bills and batches stand on both sides: the bank's and the organisation's own.
const id = encodeURIComponent

const side = (base: string) => ({
  org: (tab?: string) => `${base}${tab ? `?tab=${tab}` : ""}`,
  bill: (billNo: string) => `${base}/bills/${id(billNo)}`,
  batch: (batchId: string) => `${base}/batches/${id(batchId)}`,
})

export const collectionPaths = {
  orgs: () => "/collection",
  org: (orgId: string, tab?: string) => `/collection/orgs/${id(orgId)}${tab ? `?tab=${tab}` : ""}`,
  transfers: () => "/collection/transfers",
  bill: (billNo: string) => `/collection/bills/${id(billNo)}`,
  batch: (batchId: string) => `/collection/batches/${id(batchId)}`,
  own: side("/portal/collection"),
  payer: () => "/m/bills",
  payOwn: () => "/m/my-bills",
} as const
