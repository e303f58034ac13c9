import { raw } from 'hono/html'

/** What is asked last is what is shown: a search under way is given up when a line is opened, or more is typed. */
const LAST_WINS = '="#recherche:replace"'

/** Id of the part of a page that its search renews. */
export const LIST = 'liste'

/**
 * Attributes of a search form: at each change the list alone is renewed, and the address follows; without script the button does it.
 * @param path where the form leads @param beside ids of what else the search changes on the page
 */
export const searchRenews = (path: string, beside: readonly string[] = []) =>
  raw(
    ` id="recherche" data-hx-get="${path}" data-hx-sync${LAST_WINS} data-hx-trigger="submit, change, input delay:400ms" data-hx-target="#${LIST}" data-hx-select="#${LIST}" data-hx-swap="outerMorph" data-hx-push-url="true"${beside.length > 0 ? ` data-hx-select-oob="${beside.map(id => `#${id}`).join(',')}"` : ''}`,
  )

/** Attributes of the list itself: links inside it that ask for the same page renew it in place. */
export const listRenews = raw(
  ` data-hx-sync:inherited${LAST_WINS} data-hx-target:inherited="#${LIST}" data-hx-select:inherited="#${LIST}" data-hx-swap:inherited="outerMorph" data-hx-push-url:inherited="true"`,
)
