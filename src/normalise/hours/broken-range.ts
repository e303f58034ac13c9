import { plain } from '../reading/plain.ts'
import { refuse } from './opening.ts'
import type { Placed } from './tokens.ts'

/** Where one goes on a day: «lundi au centre social» is no range of days. */
const A_PLACE =
  /^(?:centre|local|locaux|siege|ccas|cias|cdas|mjc|pole|point|espace|foyer|cafe|gymnase|stade|marche|relais|college|lycee|secretariat|telephone|standard|rez|tiers|jardin|square|parc|quartier|bourg|site|batiment|forum|greta|\p{N})/u

/** «Lundi au toto», «toto au vendredi», «du lundi matin au vendredi»: a range of which one end is not understood, or that is no whole days. @throws Unreadable */
export function refuseBrokenRange(tokens: readonly Placed[]): void {
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'to' || plain(token.words) !== 'au') continue
    const [before, after] = [tokens[at - 1], tokens[at + 1]]
    const said = `« ${[before, token, after].map(one => one?.words ?? '').join(' ')} »`
    if (before?.kind === 'days' && after?.kind === 'unknown' && !A_PLACE.test(plain(after.words)))
      refuse(`${said} : des jours dont la fin n’est pas comprise`)
    if (before?.kind === 'unknown' && after?.kind === 'days' && tokens[at - 2]?.kind !== 'days')
      refuse(`${said} : des jours dont le début n’est pas compris`)
    if (before?.kind === 'half' && after?.kind === 'days' && tokens[at - 2]?.kind === 'days')
      refuse(`${said} : des jours dont on ne sait pas lesquels sont entiers`)
  }
}
