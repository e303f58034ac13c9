import { expect, test } from 'vitest'
import { censusInput } from '../../src/census/census-input.ts'
import { pastCensus } from '../../src/census/past-census.ts'
import { manualClock } from '../../src/common/clock.ts'
import { whoseSentence } from '../../src/coverage/origins.ts'
import { pastCoverage } from '../../src/coverage/past-coverage.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import type { CensusState } from '../../src/ledger/census-states.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { convention } from './small-departement.ts'

const RENNES_METROPOLE = '243500139'

test('services of other sources are counted apart in the territories, and the report says when their file was read', async () => {
  const clock = manualClock('2026-11-24T02:00:00.000Z')
  const ledger = await openLedger({ path: ':memory:' }, { clock })
  try {
    const id = await ledger.census.begin(true)
    await ledger.census.end(id, { newest: null, requests: 2, counts: null })
    const counts = { read: 2, kept: 2, fromDora: 0, outside: 0, low: 0, unusable: 0 }
    const place = { thematiques: ['mobilite--acceder-a-un-vehicule'], publics: ['jeunes'], zone_eligibilite: null }
    const services = [
      {
        id: 'a--1',
        structure: 's',
        updated: null,
        placed: { ...place, modes_accueil: ['en-presentiel'], code_insee: '35238' },
      },
      {
        id: 'a--2',
        structure: 's',
        updated: null,
        placed: { ...place, modes_accueil: ['a-distance'], zone_eligibilite: ['35'], code_insee: null },
      },
    ]
    await ledger.transaction(({ otherServices }) => otherServices.replace(services, { place: 'f.json', counts }))
    const report = coverageReport({
      date: '2026-11-24',
      convention,
      territory: { department: '35', name: 'Ille-et-Vilaine', agencies: [] },
      sources: [],
      rejections: [],
      offers: [],
      census: (await censusInput(ledger, '2026-11-24'))?.counted ?? null,
    })
    expect(report.catalogue).toMatchObject({ services: 0, seen: { followed: 0, others: 0, elsewhere: 2 } })
    const rennes = report.areas.find(({ code }) => code === RENNES_METROPOLE)
    expect(rennes?.origins.elsewhere).toEqual({ on_site: 1, reachable: 2 })
    const [taken] = await ledger.census.list()
    const pastOf = async (state: Partial<CensusState>) => {
      const kept = await ledger.census.begin(true)
      await ledger.census.end(kept, { newest: null, requests: 2, counts: null })
      await ledger.censusStates.keep(kept, { structures: [], services: [], ...state })
      const found = taken && (await pastCensus(ledger, { ...taken, id: kept }))
      if (!found) throw new Error('no state was kept')
      const then = pastCoverage(found.counted, report)
      return [found.others, then.catalogue?.seen.elsewhere, whoseSentence(then)]
    }
    const [reading] = await ledger.otherServices.files()
    await ledger.censusStates.keepOthers(reading?.taken ?? '', async () => services.map(({ placed }) => placed))
    const told = expect.stringMatching(/0 suivis par le robot, 0 autres dans DORA, 2 d’autres sources/)
    expect(await pastOf({ followed: [], elsewhere: reading?.taken ?? '' })).toEqual(['counted', 2, told])
    expect((await pastOf({ followed: [], elsewhere: null })).slice(0, 2)).toEqual(['none', 0])
    // One that an older version kept: who held them is not told, nor is there any other source.
    expect(await pastOf({})).toEqual(['lost', 0, expect.stringMatching(/trouve : 0 dans DORA, d’après/)])
    expect(whoseSentence(report)).toMatch(/2 d’autres sources \(fichier de data·inclusion lu le 24 novembre 2026\)/)
  } finally {
    await ledger.close()
  }
})
