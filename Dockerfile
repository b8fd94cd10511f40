# The service and its pages: pinned by hash, without tests or tools, as a user without
# rights.
FROM node:24-slim AS pages
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev

FROM python:3.13-slim AS build
WORKDIR /build
COPY requirements.lock ./
RUN python -m venv /opt/counterfoil \
    && /opt/counterfoil/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY domain domain
COPY projections projections
COPY api api
COPY scripts/front_end.py scripts/verify_register.py scripts/
COPY --from=pages /build/node_modules node_modules
RUN python scripts/front_end.py
RUN /opt/counterfoil/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin counterfoil \
    && install -d -o counterfoil -g counterfoil -m 700 /data /keys
COPY --from=build /opt/counterfoil /opt/counterfoil
ENV PATH=/opt/counterfoil/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    COUNTERFOIL_DATA=/data \
    COUNTERFOIL_KEYS=/keys
USER counterfoil
WORKDIR /data
VOLUME ["/data", "/keys"]
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD \
    ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["counterfoil"]
CMD ["serve", "--host", "0.0.0.0"]
