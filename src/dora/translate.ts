/** From the reference schema to DORA, and what DORA shows back. */
export { fromZone, isSpecific, publicsFromDora, shownService } from './translate/from-dora.ts'
export { tenDigits } from './translate/phone.ts'
export { addressToLocate, toDora } from './translate/to-dora.ts'
