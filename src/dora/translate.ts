/** Both ways between the reference schema and DORA. */
export { fromDora } from './translate/from-dora.ts'
export { ExportedService, fromExport } from './translate/from-export.ts'
export { tenDigits } from './translate/phone.ts'
export { toDora } from './translate/to-dora.ts'
