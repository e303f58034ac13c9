/** From the reference schema to DORA. */
export { tenDigits } from './translate/phone.ts'
export { toDora } from './translate/to-dora.ts'
