import { type LedgerDeps, stamp } from './deps.ts'

/** What a geocoder told of an address. */
interface KeptPlace {
  /** Degrees; null: it does not know it. */
  point: { longitude: number; latitude: number } | null
  /** ISO instant. */
  asked: string
}

export function placesOf({ db, clock }: LedgerDeps) {
  return {
    async read(address: string): Promise<KeptPlace | null> {
      const row = await db.selectFrom('places').selectAll().where('address', '=', address).executeTakeFirst()
      if (row === undefined) return null
      const { longitude, latitude, asked } = row
      return { point: longitude === null || latitude === null ? null : { longitude, latitude }, asked }
    },
    async keep(address: string, point: KeptPlace['point']): Promise<void> {
      const row = { longitude: point?.longitude ?? null, latitude: point?.latitude ?? null, asked: stamp(clock) }
      await db
        .insertInto('places')
        .values({ address, ...row })
        .onConflict(c => c.column('address').doUpdateSet(row))
        .execute()
    },
  }
}
