import { parsePhoneNumberFromString } from '../../common/phone-number.ts'
import { remember } from '../../common/remember.ts'

/** Any way of writing a French number → DORA's ten digits; null when it is not one. */
export const tenDigits: (phone: string) => string | null = remember(phone => {
  const parsed = parsePhoneNumberFromString(phone, 'FR')
  if (!parsed?.isValid() || parsed.countryCallingCode !== '33') return null
  const digits = `0${parsed.nationalNumber}`
  return digits.length === 10 ? digits : null
})
