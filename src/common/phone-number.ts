import { createRequire } from 'node:module'

type Parse = typeof import('libphonenumber-js/max').parsePhoneNumberFromString

const require = createRequire(import.meta.url)
let loaded: Parse | null = null

/** The library's own; it comes, with its half megabyte of numbering plans, with the first number. */
export const parsePhoneNumberFromString: Parse = (...args: Parameters<Parse>) => {
  loaded ??= (require('libphonenumber-js/max') as typeof import('libphonenumber-js/max')).parsePhoneNumberFromString
  return loaded(...args)
}
