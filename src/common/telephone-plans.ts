// A module of its own, so that the numbering plans are loaded in one piece, by the first number that needs them.
export { parsePhoneNumberFromString } from 'libphonenumber-js/max'
