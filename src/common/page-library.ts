// A module of its own, so that `npm run build` makes one file of it, without the web client that the library brings.
export { load } from 'cheerio'
