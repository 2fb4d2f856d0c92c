// The scenes' pages, one line each: deleting a scene deletes its folder and its lines here.
import { portalArea as acquiringPortal, staffArea as acquiringStaff } from "../../products/acquiring/pages/index.tsx"
import { portalArea as depositPortal, staffArea as depositStaff } from "../../products/deposit/pages/index.tsx"
import { portalArea as loanPortal, staffArea as loanStaff } from "../../products/loan/pages/index.tsx"
import { portalArea as campusPortal, staffArea as campusStaff } from "../../scenes/campus/pages/index.tsx"
import { portalArea as collectionPortal, staffArea as collectionStaff } from "../../scenes/collection/pages/index.tsx"
import { staffArea as corporateStaff } from "../../scenes/corporate-loan/pages/index.tsx"
import { portalArea as emissionPortal, staffArea as emissionStaff } from "../../scenes/emission-loan/pages/index.tsx"
import { portalArea as pricingPortal, staffArea as pricingStaff } from "../../scenes/pricing/pages/index.tsx"
import { portalArea as reliefPortal, staffArea as reliefStaff } from "../../scenes/relief/pages/index.tsx"
import { portalArea as trainingPortal, staffArea as trainingStaff } from "../../scenes/training-fund/pages/index.tsx"
import type { Area } from "#ui/shell"

export const staffScenes: readonly Area[] = [
  loanStaff,
  corporateStaff,
  reliefStaff,
  depositStaff,
  pricingStaff,
  acquiringStaff,
  collectionStaff,
  campusStaff,
  trainingStaff,
  emissionStaff,
]
export const portalScenes: readonly Area[] = [
  emissionPortal,
  loanPortal,
  reliefPortal,
  depositPortal,
  acquiringPortal,
  pricingPortal,
  collectionPortal,
  campusPortal,
  trainingPortal,
]
