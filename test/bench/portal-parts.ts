/** What opens a portal, as one module: `scripts/build.js` makes it beside the program, so that a bench measures the portal that `npm ci` makes. */
export { openApp } from '../../src/app/open-app.ts'
export { openPortal } from '../../src/app/open-portal.ts'
export { readSettings } from '../../src/config/settings.ts'
export { inProcessRunner } from '../../src/queue/in-process.ts'
