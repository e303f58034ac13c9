// A module of its own, so that `npm run build` makes one file of its many.
export { default as got, RequestError, TimeoutError } from 'got'
