/** Both ways between the reference schema and DORA. */
export { type FromDoraContext, fromDora, structureFromDora } from './translate/from-dora.ts'
export { ExportedService, fromExport } from './translate/from-export.ts'
export { type ToDoraContext, type Translation, toDora } from './translate/to-dora.ts'
