# syntax=docker/dockerfile:1
# Node runs the TypeScript as it is: the first stage only installs the packages, the second carries no npm.
ARG NODE_IMAGE=node:26-bookworm-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The runtime packages are for machines without a recent Node; the image has one.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund && npm cache clean --force

FROM ${NODE_IMAGE}
ENV NODE_ENV=production DORA_SYNC_DATA=/data PORT=8535 HOST=0.0.0.0
WORKDIR /app
RUN rm -rf /usr/local/lib/node_modules/npm /usr/local/bin/npm /usr/local/bin/npx && mkdir /data && chown node:node /data
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
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||8535)+'/livez').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# node is process 1: it gets SIGTERM itself and stops in order.
ENTRYPOINT ["node", "bin/dora-sync.js"]
CMD ["start"]
