import { fileURLToPath } from 'node:url'
import { lateLibrary } from './late-library.ts'

type Parse = typeof import('libphonenumber-js/max').parsePhoneNumberFromString

const library = lateLibrary<typeof import('./telephone-plans.ts')>(
  fileURLToPath(new URL('./telephone-plans.ts', import.meta.url)),
)

/** The library's own; it brings half a megabyte of numbering plans. */
export const parsePhoneNumberFromString: Parse = (...args: Parameters<Parse>) =>
  library().parsePhoneNumberFromString(...args)
