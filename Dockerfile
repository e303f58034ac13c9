# Node runs the TypeScript as it is: the first stage only installs the packages, the second carries no npm.
# To pin the base: --build-arg NODE_IMAGE=node:26-bookworm-slim@sha256:… (docs/exploitation.md). scripts/image-check.sh tries what is built.
ARG NODE_IMAGE=node:26-bookworm-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The runtime packages are for machines without a recent Node; the image has one.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund && npm cache clean --force
# Types and source maps, nearly half of it: a running program reads neither.
RUN find node_modules -type f '(' -name '*.map' -o -name '*.d.ts' -o -name '*.d.[cm]ts' ')' -delete

FROM ${NODE_IMAGE}
ENV NODE_ENV=production DORA_SYNC_DATA=/data PORT=8535 HOST=0.0.0.0
WORKDIR /app
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx && mkdir /data && chown node:node /data
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE README.md ./
COPY bin ./bin
COPY src ./src
COPY jobs ./jobs
COPY mappings ./mappings
COPY config ./config
USER node
VOLUME /data
EXPOSE 8535
# Alive, not «ready»: when Redis or Postgres is away a process waits, and restarting it would not help. Portal or fleet process, whichever this one is.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["node", "-e", "Promise.any([process.env.PORT||8535,process.env.HEALTH_PORT||9464].map(p=>fetch('http://127.0.0.1:'+p+'/livez').then(r=>r.ok||Promise.reject()))).then(()=>process.exit(0),()=>process.exit(1))"]
# node is process 1: it gets SIGTERM itself and stops in order.
ENTRYPOINT ["node", "bin/dora-sync.js"]
CMD ["start"]
