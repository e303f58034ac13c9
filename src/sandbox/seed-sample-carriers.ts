/** An invented carrier; the names say that they are examples. `services` are keys of the service templates. */
export interface SampleCarrier {
  name: string
  /** DORA's code. */
  typology: string
  cityCode: string
  postalCode: string
  services: string[]
}

const PLACES: [commune: string, cityCode: string, postalCode: string][] = [
  ['Rennes', '35238', '35200'],
  ['Saint-Malo', '35288', '35400'],
  ['Fougères', '35115', '35300'],
  ['Vitré', '35360', '35500'],
  ['Redon', '35236', '35600'],
  ['Montfort-sur-Meu', '35188', '35160'],
  ['Bain-de-Bretagne', '35012', '35470'],
  ['Combourg', '35085', '35270'],
  ['Bruz', '35047', '35170'],
  ['Janzé', '35136', '35150'],
]

const KINDS: [label: string, typology: string, services: string[]][] = [
  ['Les Ateliers de l’Exemple', 'ACI', ['chantier', 'frein-mobilite']],
  ['Coup de main Exemple', 'AI', ['mise-a-disposition', 'atelier-cv']],
  ['Exemple Services', 'EI', ['entreprise-insertion']],
  ['Intérim solidaire Exemple', 'ETTI', ['interim']],
]

/** One of each kind in each town, but for two in three of the intérim ones: 10 towns, 34 carriers. */
export const SAMPLE_CARRIERS: SampleCarrier[] = PLACES.flatMap(([commune, cityCode, postalCode], place) =>
  KINDS.flatMap(([label, typology, services], kind) =>
    typology === 'ETTI' && place % 3 !== 0
      ? []
      : [
          {
            name: `${label} – ${commune}`,
            typology,
            cityCode,
            postalCode,
            services: kind === 0 && place % 2 === 0 ? [...services, 'numerique'] : services,
          },
        ],
  ),
)
