/** From the reference schema to DORA, and what DORA shows back. */
export { fromZone, isSpecific, publicsFromDora, shownService } from './translate/from-dora.ts'
export { tenDigits } from './translate/phone.ts'
export { toDora } from './translate/to-dora.ts'
