import type { PortalContext } from './frame.ts'
import type { Pages } from './pages.ts'

/** Pages about one thing, which `find` reads from the address; where there is none, there is no page. */
export function about<Found>({ app, frame }: Pick<Pages, 'app' | 'frame'>, find: (c: PortalContext) => Found) {
  type Thing = NonNullable<Awaited<Found>>
  type Answer = (c: PortalContext, thing: Thing) => Response | Promise<Response>
  const found = (answer: Answer) => async (c: PortalContext) => {
    const thing = await find(c)
    return thing ? answer(c, thing) : frame.notFound(c)
  }
  return {
    get: (path: string, answer: Answer) => app.get(path, found(answer)),
    post: (path: string, answer: Answer) => app.post(path, found(answer)),
  }
}
