import { html } from 'hono/html'
import type { Html } from '../layout.ts'
import { ABOVE } from '../routes/paths.ts'

/** What a taught source is, as the files of `config/` and `mappings/` would say it. */
export function configurationPage(
  { config, mapping }: { config: string; mapping: string },
  from: { href: string; label: string },
): { title: string; trail: { href: string; label: string }[]; styles: string[]; main: Html } {
  return {
    title: `La configuration de ${from.label}`,
    trail: [ABOVE.sources, from],
    styles: ['/assets/studio.css'],
    main: html`<p>Ce que le robot retient, dans la forme des fichiers de configuration. Vous n’avez pas à le lire : c’est pour qui veut le relire ou le ranger avec le reste.</p>
<h2>La source</h2><pre class="yaml" role="region" tabindex="0" aria-label="Configuration de la source"><code>${config}</code></pre>
<h2>Comment elle est lue</h2><pre class="yaml" role="region" tabindex="0" aria-label="Correspondance"><code>${mapping}</code></pre>`,
  }
}
