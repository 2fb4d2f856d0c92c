export { openBranch, schemaOf, type BranchOptions, type OpenBranch } from "./branch.ts"
export { DataFolderError, openDataFolder, readDataFolder, runningIn, type DataFolder } from "./data-folder.ts"
export { OptionError, readOptions, type GivenOptions, type Options } from "./options.ts"
export { branchOf, outlets } from "./xiangtan.ts"
