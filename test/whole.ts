/**
 * Whether everything is played that `npm run test:whole` plays. `npm test` plays each thing once where its twin shows the same: each instant of
 * a death in one of the two languages of DORA, journeys without JavaScript on a phone and not in a wide window too.
 */
export const WHOLE = process.env.TESTS === 'whole'

/** Whether this run is the one in DORA's coming field names (project `coming`). */
export const COMING = process.env.DORA_SYNC_SANDBOX_DIALECT === 'a-venir'
