export { buildServer, type Server, type ServerOptions } from "./server.ts"
